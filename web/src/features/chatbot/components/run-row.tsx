import {
  IconAlertTriangle,
  IconArrowsExchange,
  IconCheck,
  IconPencil,
  IconPlayerTrackNext,
  IconX,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Run } from '#contracts/collections/automation.ts';
import { useTimeWords } from '../../../i18n/use-time-words.ts';
import type { Stored } from '../../../platform/documents.ts';
import { useNow } from '../../../platform/use-now.ts';

const ICONS = {
  answered: IconCheck,
  draft: IconPencil,
  discarded: IconX,
  'handed-over': IconArrowsExchange,
  failed: IconAlertTriangle,
  superseded: IconPlayerTrackNext,
} as const satisfies Record<Run['outcome'], unknown>;

/** What would be shown as 0 s. */
const LEAST_SHOWN_MS = 50;

/** One answer of a bot or an AI, or why there was none; leads to its conversation. */
export function RunRow({ run }: { run: Stored<Run> }) {
  const { t, i18n } = useTranslation();
  const time = useTimeWords();
  const now = useNow();
  const number = new Intl.NumberFormat(i18n.language);
  const seconds = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  const { outcome, reason, assistantName, clientName, model, at } = run;
  const Icon = ICONS[outcome];
  const tokens = run.inputTokens + run.outputTokens;
  const facts = [
    assistantName,
    ...(model === null ? [] : [model]),
    ...(tokens === 0 ? [] : [t('chatbot.runs.tokens', { tokens: number.format(tokens) })]),
    ...(run.latencyMs < LEAST_SHOWN_MS
      ? []
      : [t('chatbot.runs.seconds', { seconds: seconds.format(run.latencyMs / 1000) })]),
  ];
  return (
    <li data-outcome={outcome}>
      <Icon size={18} stroke={1.75} aria-hidden />
      <div className="settings-list-name chatbot-assistant">
        <span>
          <Link to={`/chat/open/${run.conversationId}`}>{clientName || t('chatbot.runs.noName')}</Link>
          {' · '}
          {t(`chatbot.outcome.${outcome}`)}
          {reason !== null && `: ${t(`conversation.event.handOverReason.${reason}`)}`}
        </span>
        <span className="settings-muted tabular">{facts.join(' · ')}</span>
      </div>
      <time className="settings-muted tabular" dateTime={new Date(at).toISOString()} title={time.exact(at)}>
        {time.short(at, now)}
      </time>
    </li>
  );
}
