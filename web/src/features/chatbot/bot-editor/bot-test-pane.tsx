import { ActionIcon, Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconFile, IconRefresh, IconSend2 } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { BotInput } from '#contracts/bot/choose-option.ts';
import { builtInVariables } from '#contracts/bot/variables.ts';
import type { BotDefinition } from '#contracts/collections/bot.ts';
import { localeSchema, type Locale } from '#contracts/locales.ts';
import { LIMITS } from '#contracts/limits.ts';
import { readPhone } from '#contracts/read-phone.ts';
import type { Named } from './bot-context.ts';
import { outlineOf } from './model.ts';
import { FRESH_PLAY, playOn, type TestLine, type TestPlay } from './test-model.ts';
import { useStepNames } from './use-step-names.ts';
import './bot-test-pane.css';

/** Where local numbers and dates are read while nobody says otherwise. */
const COUNTRIES: Record<Locale, string> = { en: 'US', es: 'MX', 'pt-BR': 'BR' };
const NO_QUEUES: readonly Named[] = [];

interface BotTestPaneProps {
  /** As it stands in the editor, saved or not. */
  bot: BotDefinition;
  /** Names of queues, for hand-overs. */
  queues?: readonly Named[];
  /** Company that texts speak of, and where its numbers are read; absent: an example. */
  company?: { name: string; country: string };
  /** A test that was begun elsewhere and goes on here; null or absent: begins here. */
  begun?: TestPlay | null;
  /** Told how far the test has come. */
  onPlay?: (play: TestPlay) => void;
}

/** Plays a rule bot without a channel, with the engine that answers customers. */
export function BotTestPane({ bot, queues = NO_QUEUES, company, begun, onPlay }: BotTestPaneProps) {
  const { t, i18n } = useTranslation();
  const [play, setPlay] = useState<TestPlay>(begun ?? FRESH_PLAY);
  const [draft, setDraft] = useState('');
  const [isOpen, setIsOpen] = useState(true);
  const [clientName, setClientName] = useState<string>(t('botEditor.test.clientExample'));
  const log = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const nameOf = useStepNames(
    bot,
    useMemo(() => outlineOf(bot), [bot]),
  );
  const locale = localeSchema.parse(i18n.language);
  const country = company?.country ?? COUNTRIES[locale];

  const lineCount = play.lines.length;

  useEffect(() => {
    if (lineCount > 0) log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [lineCount]);

  const keep = (next: TestPlay) => {
    setPlay(next);
    onPlay?.(next);
    field.current?.focus();
  };
  const write = (input: BotInput) => {
    const facts = {
      variables: builtInVariables({
        clientName,
        companyName: company?.name ?? t('botEditor.test.company'),
        channelName: t('botEditor.test.channel'),
        locale,
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        at: Date.now(),
      }),
      isOpen: () => isOpen,
      country,
      readPhone: (typed: string) => readPhone(typed, country),
    };
    keep(playOn(play, { bot, input, facts }));
  };
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (play.isHandedOver || draft.trim() === '') return;
    write({ text: draft, optionId: null });
    setDraft('');
  };
  const restart = () => {
    keep(FRESH_PLAY);
    setDraft('');
  };

  return (
    <section className="bot-test" aria-label={t('botEditor.test.title')}>
      <div className="bot-test-facts">
        <p className="bot-hint">{t('botEditor.test.body')}</p>
        <div className="bot-test-fields">
          <TextInput
            size="xs"
            label={t('botEditor.test.client')}
            maxLength={LIMITS.nameCharacters}
            value={clientName}
            onChange={(event) => setClientName(event.currentTarget.value)}
          />
          <div>
            <span className="bot-test-label" id="bot-test-hours">
              {t('botEditor.test.hours')}
            </span>
            <SegmentedControl
              size="xs"
              fullWidth
              aria-labelledby="bot-test-hours"
              value={isOpen ? 'open' : 'closed'}
              data={[
                { value: 'open', label: t('botEditor.test.open') },
                { value: 'closed', label: t('botEditor.test.closed') },
              ]}
              onChange={(value) => setIsOpen(value === 'open')}
            />
          </div>
        </div>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a log that scrolls has to be reached by key */}
      <div ref={log} className="bot-test-log" role="log" aria-label={t('botEditor.test.log')} tabIndex={0}>
        {play.lines.length === 0 && <p className="bot-test-empty">{t('botEditor.test.empty')}</p>}
        {play.lines.map((line, index) => (
          <Line
            // oxlint-disable-next-line react/no-array-index-key -- lines have no ids and are only ever added
            key={index}
            line={line}
            queues={queues}
            canChoose={index === play.lines.length - 1}
            onChoose={(option) => write({ text: option.label, optionId: option.id })}
          />
        ))}
      </div>
      <p className="bot-test-foot">
        <span>{play.standsAt !== null && t('botEditor.test.standsAt', { name: nameOf(play.standsAt) })}</span>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          disabled={play.lines.length === 0}
          leftSection={<IconRefresh size={14} stroke={1.5} />}
          onClick={restart}
        >
          {t('botEditor.test.restart')}
        </Button>
      </p>
      <form className="bot-test-form" onSubmit={handleSubmit}>
        <TextInput
          ref={field}
          aria-label={t('botEditor.test.placeholder')}
          placeholder={t('botEditor.test.placeholder')}
          maxLength={LIMITS.textCharacters}
          autoComplete="off"
          readOnly={play.isHandedOver}
          value={draft}
          onChange={(event) => setDraft(event.currentTarget.value)}
        />
        <ActionIcon
          type="submit"
          size={36}
          disabled={play.isHandedOver || draft.trim() === ''}
          aria-label={t('botEditor.test.send')}
        >
          <IconSend2 size={18} stroke={1.5} />
        </ActionIcon>
      </form>
    </section>
  );
}

interface LineProps {
  line: TestLine;
  queues: readonly Named[];
  /** The newest line: its choices can be taken. */
  canChoose: boolean;
  onChoose: (option: { id: string; label: string }) => void;
}

function Line({ line, queues, canChoose, onChoose }: LineProps) {
  const { t } = useTranslation();
  if (line.from === 'engine') return <EngineLine line={line} queues={queues} />;
  if (line.from === 'customer') {
    return (
      <p className="bot-bubble" data-from="customer">
        <span className="visually-hidden">{t('botEditor.test.customer')}: </span>
        {line.text}
      </p>
    );
  }
  const { text, media, options } = line.saying;
  return (
    <div className="bot-bubble" data-from="bot">
      <span className="visually-hidden">{t('botEditor.test.bot')}: </span>
      {media !== null && (
        <span className="bot-bubble-file">
          <IconFile size={16} stroke={1.5} aria-hidden /> {media.name}
        </span>
      )}
      {text}
      {options.length > 0 && (
        <fieldset className="bot-bubble-options" aria-label={t('botEditor.test.choices')}>
          {options.map((option, index) => (
            <button key={option.id} type="button" disabled={!canChoose} onClick={() => onChoose(option)}>
              {index + 1}. {option.label}
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
}

interface EngineLineProps {
  line: Extract<TestLine, { from: 'engine' }>;
  queues: readonly Named[];
}

/** What happens beside the words: a rule, an answer kept, the end of the bot's part. */
function EngineLine({ line, queues }: EngineLineProps) {
  const { t } = useTranslation();
  const describe = () => {
    switch (line.event) {
      case 'rule':
        return t('botEditor.test.rule', { value: line.value });
      case 'stored':
        return t('botEditor.test.stored', { name: line.name, value: line.value });
      case 'end':
        return t('botEditor.test.ended');
      case 'hand-over': {
        const queue = queues.find(({ id }) => id === line.queueId)?.name;
        return queue === undefined
          ? t('botEditor.test.handedOver')
          : t('botEditor.test.handedOverTo', { queue });
      }
    }
  };
  return <p className="bot-event">{describe()}</p>;
}
