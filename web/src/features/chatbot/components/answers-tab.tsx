import {
  Autocomplete,
  Checkbox,
  MultiSelect,
  NativeSelect,
  Slider,
  Switch,
  TagsInput,
  Textarea,
} from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { AI_MODELS } from '#contracts/ai-models.ts';
import { AI_PROVIDERS } from '#contracts/automation.ts';
import { CAPABILITIES } from '#contracts/channels.ts';
import type { AiAgent } from '#contracts/collections/assistant.ts';
import { LIMITS } from '#contracts/limits.ts';
import { useTaxonomy } from '../../../platform/workspace.ts';
import { NumberField } from '../../../ui/number-field.tsx';
import { useAiSettings } from '../api/ai-settings.ts';
import { ANSWER_LANGUAGES, temperatureWord } from '../model.ts';
import { ExampleList } from './example-list.tsx';

/** What the channel that takes most takes of one answer. */
const MOST_CHARACTERS = Math.max(...Object.values(CAPABILITIES).map(({ textCharacters }) => textCharacters));

interface AnswersTabProps {
  ai: AiAgent;
  problems: readonly string[];
  onChange: (ai: AiAgent) => void;
}

/** How an AI agent speaks, and when it stops and people go on. */
export function AnswersTab({ ai, problems, onChange }: AnswersTabProps) {
  const { t, i18n } = useTranslation();
  const { queues } = useTaxonomy();
  const aiSettings = useAiSettings();
  const temperatureId = useId();
  const isKeyMissing =
    aiSettings.data === null || (aiSettings.data !== undefined && aiSettings.data.keys[ai.provider] === null);
  const number = new Intl.NumberFormat(i18n.language);
  const languages = new Intl.DisplayNames(i18n.language, { type: 'language' });
  const nameOf = (code: string) => {
    const name = languages.of(code) ?? code;
    return name.charAt(0).toLocaleUpperCase(i18n.language) + name.slice(1);
  };
  const isWrong = (field: string) =>
    problems.some((problem) => problem === `ai.${field}` || problem.startsWith(`ai.${field}.`));
  const change = (part: Partial<AiAgent>) => onChange({ ...ai, ...part });
  const changeHandOver = (part: Partial<AiAgent['handOver']>) =>
    onChange({ ...ai, handOver: { ...ai.handOver, ...part } });

  return (
    <div className="chatbot-form">
      <Group title={t('chatbot.answers.model')}>
        <div className="chatbot-pair">
          <NativeSelect
            label={t('chatbot.answers.provider')}
            value={ai.provider}
            data={AI_PROVIDERS.map((value) => ({ value, label: t(`chatbot.provider.${value}`) }))}
            onChange={(event) => {
              const provider = AI_PROVIDERS.find((known) => known === event.currentTarget.value);
              if (provider !== undefined) change({ provider, model: AI_MODELS[provider][0]?.id ?? ai.model });
            }}
          />
          <Autocomplete
            label={t('chatbot.answers.modelName')}
            error={isWrong('model') && t('chatbot.problem.model')}
            data={AI_MODELS[ai.provider].map(({ id }) => id)}
            // Every choice stays visible: the present one is a name, not a search.
            filter={({ options }) => options}
            maxLength={80}
            value={ai.model}
            onChange={(model) => change({ model })}
          />
        </div>
        {isKeyMissing && (
          <p className="chatbot-warning">
            <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
            <span>
              {t('chatbot.answers.keyMissing', { provider: t(`chatbot.provider.${ai.provider}`) })}{' '}
              <Link to="/chatbot/keys">{t('chatbot.channels.toKeys')}</Link>
            </span>
          </p>
        )}
      </Group>

      <Group title={t('chatbot.answers.speech')}>
        <Textarea
          label={t('chatbot.answers.prompt')}
          description={t('chatbot.answers.promptHelp')}
          error={isWrong('systemPrompt') && t('chatbot.problem.other')}
          autosize
          minRows={6}
          maxRows={24}
          maxLength={LIMITS.promptCharacters}
          value={ai.systemPrompt}
          onChange={(event) => change({ systemPrompt: event.currentTarget.value })}
        />
        <p className="chatbot-count tabular">
          {t('chatbot.characters', {
            used: number.format(ai.systemPrompt.length),
            limit: number.format(LIMITS.promptCharacters),
          })}
        </p>
        <div>
          <span id={temperatureId} className="chatbot-label">
            {t('chatbot.answers.temperature')}
          </span>
          <p className="settings-muted">
            {t(`chatbot.answers.temperatureWord.${temperatureWord(ai.temperature)}`)}
          </p>
          <Slider
            className="chatbot-slider"
            min={0}
            max={2}
            step={0.1}
            value={ai.temperature}
            label={(value) => value.toFixed(1)}
            marks={[
              { value: 0, label: t('chatbot.answers.exact') },
              { value: 1, label: t('chatbot.answers.free') },
              { value: 2, label: t('chatbot.answers.wild') },
            ]}
            thumbProps={{ 'aria-labelledby': temperatureId }}
            onChange={(temperature) => change({ temperature })}
          />
        </div>
        <NumberField
          label={t('chatbot.answers.length')}
          description={
            !Number.isNaN(ai.maxOutputTokens) &&
            t('chatbot.answers.lengthHelp', {
              words: number.format(Math.round((ai.maxOutputTokens * 0.7) / 10) * 10),
              characters: number.format(MOST_CHARACTERS),
            })
          }
          error={isWrong('maxOutputTokens') && t('chatbot.problem.length')}
          min={50}
          max={4000}
          step={50}
          value={ai.maxOutputTokens}
          onChange={(maxOutputTokens) => change({ maxOutputTokens })}
        />
        <MultiSelect
          label={t('chatbot.answers.languages')}
          description={t('chatbot.answers.languagesHelp')}
          error={isWrong('languages') && t('chatbot.problem.other')}
          placeholder={ai.languages.length === 0 ? t('chatbot.answers.anyLanguage') : ''}
          data={[...new Set([...ANSWER_LANGUAGES, ...ai.languages])].map((value) => ({
            value,
            label: nameOf(value),
          }))}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('chatbot.clear') }}
          maxValues={20}
          nothingFoundMessage={t('chatbot.nothingFound')}
          value={ai.languages}
          onChange={(chosen) => change({ languages: chosen })}
        />
        <ExampleList
          examples={ai.examples}
          isWrong={isWrong('examples')}
          onChange={(examples) => change({ examples })}
        />
      </Group>

      <Group title={t('chatbot.answers.limits')}>
        <TagsInput
          label={t('chatbot.answers.refused')}
          description={t('chatbot.answers.refusedHelp')}
          error={isWrong('refusedTopics') && t('chatbot.problem.other')}
          placeholder={ai.refusedTopics.length === 0 ? t('chatbot.answers.refusedExample') : ''}
          maxTags={30}
          maxLength={120}
          acceptValueOnBlur
          value={ai.refusedTopics}
          onChange={(refusedTopics) => change({ refusedTopics })}
        />
        <Switch
          label={t('chatbot.answers.draftOnly')}
          description={t('chatbot.answers.draftOnlyHelp')}
          checked={ai.draftOnly}
          onChange={(event) => change({ draftOnly: event.currentTarget.checked })}
        />
      </Group>

      <Group title={t('chatbot.handOver.title')} body={t('chatbot.handOver.body')}>
        <Checkbox
          label={t('chatbot.handOver.onNoAnswer')}
          checked={ai.handOver.onNoAnswer}
          onChange={(event) => changeHandOver({ onNoAnswer: event.currentTarget.checked })}
        />
        <Checkbox
          label={t('chatbot.handOver.onAnger')}
          checked={ai.handOver.onAnger}
          onChange={(event) => changeHandOver({ onAnger: event.currentTarget.checked })}
        />
        <NumberField
          label={t('chatbot.handOver.failedTurns')}
          description={t('chatbot.handOver.failedTurnsHelp')}
          error={isWrong('handOver.failedTurns') && t('chatbot.problem.turns')}
          min={1}
          max={10}
          value={ai.handOver.failedTurns}
          onChange={(failedTurns) => changeHandOver({ failedTurns })}
        />
        <TagsInput
          label={t('chatbot.handOver.keywords')}
          description={t('chatbot.handOver.keywordsHelp')}
          error={isWrong('handOver.keywords') && t('chatbot.problem.other')}
          placeholder={ai.handOver.keywords.length === 0 ? t('chatbot.handOver.keywordsExample') : ''}
          maxTags={50}
          maxLength={60}
          acceptValueOnBlur
          value={ai.handOver.keywords}
          onChange={(keywords) => changeHandOver({ keywords })}
        />
        <Textarea
          label={t('chatbot.handOver.message')}
          description={t('chatbot.handOver.messageHelp')}
          error={isWrong('handOver.message') && t('chatbot.problem.other')}
          autosize
          minRows={2}
          maxLength={1000}
          value={ai.handOver.message}
          onChange={(event) => changeHandOver({ message: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('chatbot.handOver.queue')}
          error={isWrong('handOver.queueId') && t('chatbot.problem.other')}
          value={ai.handOver.queueId ?? ''}
          data={[
            { value: '', label: t('chatbot.handOver.channelQueue') },
            ...Object.entries(queues)
              .filter(([id, queue]) => !queue.archived || id === ai.handOver.queueId)
              .map(([value, { name }]) => ({ value, label: name })),
          ]}
          onChange={(event) => changeHandOver({ queueId: event.currentTarget.value || null })}
        />
      </Group>
    </div>
  );
}

interface GroupProps {
  title: string;
  body?: string;
  children: ReactNode;
}

function Group({ title, body, children }: GroupProps) {
  const titleId = useId();
  return (
    <section className="chatbot-group" aria-labelledby={titleId}>
      <div className="chatbot-group-head">
        <h3 id={titleId}>{title}</h3>
        {body !== undefined && <p className="settings-muted">{body}</p>}
      </div>
      <div className="settings-form">{children}</div>
    </section>
  );
}
