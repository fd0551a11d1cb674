import { Button } from '@mantine/core';
import { IconSend2, IconSparkles } from '@tabler/icons-react';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallableOutput } from '#contracts/callables/index.ts';
import { LIMITS } from '#contracts/limits.ts';
import { useCall } from '../../../platform/use-call.ts';
import { FormProblem } from '../../../ui/form-problem.tsx';

interface TryPaneProps {
  assistantId: string;
  /** Changes that the answers do not know of yet. */
  isUnsaved: boolean;
}

type Turn =
  | { from: 'customer'; text: string }
  | { from: 'assistant'; text: string; answer: CallableOutput<'tryAssistant'> };

/** The most that one call takes; older turns stay on the screen and are left out. */
const MOST_TURNS = 40;

/** A conversation with an AI agent that no customer sees, with what each answer stood on and used. */
export function TryPane({ assistantId, isUnsaved }: TryPaneProps) {
  const { t } = useTranslation();
  const ask = useCall('tryAssistant');
  const [turns, setTurns] = useState<readonly Turn[]>([]);
  const [text, setText] = useState('');

  const play = (asked: readonly Turn[]) => {
    const recent = asked.slice(-MOST_TURNS).filter((turn) => turn.text !== '');
    ask.mutate(
      { assistantId, turns: recent.map(({ from, text: said }) => ({ from, text: said })) },
      {
        onSuccess: (answer) =>
          setTurns((present) => [...present, { from: 'assistant', text: answer.text, answer }]),
      },
    );
  };
  const handleSend = () => {
    const said = text.trim();
    if (said === '' || ask.isPending) return;
    const next = [...turns, { from: 'customer' as const, text: said }];
    setTurns(next);
    setText('');
    play(next);
  };
  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    handleSend();
  };

  return (
    <section className="chatbot-try" aria-label={t('chatbot.editor.tab.try')}>
      <header className="chatbot-try-head">
        <p className="settings-muted">{t('chatbot.try.body')}</p>
        {turns.length > 0 && (
          <Button
            size="compact-sm"
            variant="default"
            disabled={ask.isPending}
            onClick={() => {
              ask.reset();
              setTurns([]);
            }}
          >
            {t('chatbot.try.startOver')}
          </Button>
        )}
      </header>
      {isUnsaved && <p className="chatbot-warning">{t('chatbot.try.unsaved')}</p>}
      <div className="chatbot-try-log" role="log" aria-label={t('conversation.log')}>
        {turns.length === 0 && (
          <div className="state">
            <IconSparkles size={28} stroke={1.25} aria-hidden />
            <p className="state-title">{t('chatbot.try.empty')}</p>
            <p className="state-body">{t('chatbot.try.emptyBody')}</p>
          </div>
        )}
        {turns.map((turn, index) =>
          turn.from === 'customer' ? (
            <p key={index} className="chatbot-said" data-from="customer">
              {turn.text}
            </p>
          ) : (
            <Answer key={index} answer={turn.answer} />
          ),
        )}
        {ask.isPending && <p className="chatbot-said chatbot-thinking">{t('chatbot.try.thinking')}</p>}
        {ask.error !== null && (
          <div className="chatbot-try-problem">
            <FormProblem error={ask.error} />
            <Button size="compact-sm" variant="light" color="red" onClick={() => play(turns)}>
              {t('words.retry')}
            </Button>
          </div>
        )}
        <span key={`${turns.length} ${ask.status}`} ref={showElement} />
      </div>
      <div className="chatbot-try-line">
        <textarea
          rows={1}
          aria-label={t('chatbot.try.message')}
          placeholder={t('chatbot.try.message')}
          maxLength={LIMITS.textCharacters}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={handleKeyDown}
        />
        <Button
          disabled={text.trim() === ''}
          loading={ask.isPending}
          rightSection={<IconSend2 size={16} stroke={1.5} />}
          onClick={handleSend}
        >
          {t('composer.send')}
        </Button>
      </div>
    </section>
  );
}

/** Brings the end of the log onto the screen whenever it is drawn anew. */
function showElement(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}

function Answer({ answer }: { answer: CallableOutput<'tryAssistant'> }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const { text, handOver, sources, inputTokens, outputTokens, latencyMs } = answer;
  return (
    <div className="chatbot-answer">
      {text !== '' && <p className="chatbot-said">{text}</p>}
      {handOver !== null && (
        <p className="chatbot-handed">
          {t('chatbot.try.handOver', { reason: t(`conversation.event.handOverReason.${handOver}`) })}
        </p>
      )}
      <p className="chatbot-facts tabular">
        {sources.length > 0
          ? t('chatbot.try.sources', { sources: new Intl.ListFormat(i18n.language).format(sources) })
          : t('chatbot.try.noSources')}
        {' · '}
        {t('chatbot.try.used', {
          input: number.format(inputTokens),
          output: number.format(outputTokens),
          seconds: new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 }).format(
            latencyMs / 1000,
          ),
        })}
      </p>
    </div>
  );
}
