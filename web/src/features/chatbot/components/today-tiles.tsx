import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Automation } from '#contracts/collections/automation.ts';
import { LIMITS } from '#contracts/limits.ts';
import { useChannels } from '../../../platform/channels.ts';
import { useCan } from '../../../platform/session.ts';
import { useRunsToday } from '../api/count-runs.ts';
import { useUsageToday } from '../api/usage.ts';
import { answeringChannels, liveAssistants } from '../model.ts';

/** How things stand now and today, in a few figures. */
export function TodayTiles({ automation }: { automation: Automation }) {
  const { t, i18n } = useTranslation();
  const canManage = useCan('automation.manage');
  const channels = useChannels();
  const usage = useUsageToday();
  // The day's usage counts every word to a customer, those of hand-overs too, as its budget does.
  const answers = useRunsToday('answered');
  const handOvers = useRunsToday('handed-over');
  const number = new Intl.NumberFormat(i18n.language);
  const list = new Intl.ListFormat(i18n.language);
  const live = liveAssistants(automation);
  const where = answeringChannels(automation, channels.data ?? []).map(({ name }) => name);
  const figure = (value: number | undefined) =>
    usage.error === null && usage.data !== undefined ? number.format(value ?? 0) : '–';
  const counted = (count: number | undefined) => {
    if (count === undefined) return '–';
    return count < LIMITS.countUpTo
      ? number.format(count)
      : t('words.and99', { count: LIMITS.countUpTo - 1 });
  };
  return (
    <dl className="chatbot-tiles">
      <div className="chatbot-tile chatbot-tile-wide" data-mode={automation.mode}>
        <dt>{t('chatbot.automation.state')}</dt>
        <dd>
          <strong>{t(`chatbot.mode.${automation.mode}.name`)}</strong>
          <span className="settings-muted">
            {automation.mode === 'off' && t('chatbot.automation.off')}
            {automation.mode !== 'off' &&
              (live.length === 0
                ? t('chatbot.automation.nobodyLive')
                : t('chatbot.automation.live', {
                    assistants: list.format(live),
                    channels: where.length === 0 ? '…' : list.format(where),
                  }))}{' '}
            {canManage && <Link to="/chatbot/mode">{t('chatbot.automation.change')}</Link>}
          </span>
        </dd>
      </div>
      <Tile label={t('chatbot.automation.answers')} value={counted(answers.data)} />
      <Tile label={t('chatbot.automation.handOvers')} value={counted(handOvers.data)} />
      <Tile label={t('chatbot.automation.tokens')} value={figure(usage.data?.tokens)} />
      <Tile
        label={t('chatbot.automation.cost')}
        value={
          usage.error === null && usage.data !== undefined
            ? new Intl.NumberFormat(i18n.language, { style: 'currency', currency: 'USD' }).format(
                (usage.data?.costMicros ?? 0) / 1_000_000,
              )
            : '–'
        }
      />
    </dl>
  );
}

function Tile({ label, value }: { label: string; value: string }) {
  return (
    <div className="chatbot-tile">
      <dt>{label}</dt>
      <dd className="tabular">
        <strong>{value}</strong>
      </dd>
    </div>
  );
}
