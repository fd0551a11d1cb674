import { IconActivity } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { RUN_OUTCOMES } from '#contracts/collections/automation.ts';
import { allRows } from '../../../platform/live-window.ts';
import { EmptyState } from '../../../ui/states.tsx';
import { useOlderRuns, useRuns } from '../api/runs.ts';
import { AwaitQuery } from './await-query.tsx';
import { OlderButton } from './older-button.tsx';
import { RunRow } from './run-row.tsx';

/** What bot and AI did, newest first, by outcome; the choice stands in the address. */
export function RunList() {
  const { t } = useTranslation();
  const [parameters] = useSearchParams();
  const wanted = parameters.get('outcome');
  const outcome = RUN_OUTCOMES.find((known) => known === wanted) ?? null;
  const runs = useRuns(outcome);
  const older = useOlderRuns(outcome);
  return (
    <section className="chatbot-section" aria-label={t('chatbot.runs.title')}>
      <h3>{t('chatbot.runs.title')}</h3>
      <nav className="chatbot-chips" aria-label={t('chatbot.runs.filter')}>
        <Link to="?" replace aria-current={outcome === null ? 'true' : undefined}>
          {t('chatbot.runs.all')}
        </Link>
        {RUN_OUTCOMES.map((option) => (
          <Link
            key={option}
            to={`?outcome=${option}`}
            replace
            aria-current={outcome === option ? 'true' : undefined}
          >
            {t(`chatbot.outcome.${option}`)}
          </Link>
        ))}
      </nav>
      <AwaitQuery query={runs} rows={6}>
        {(window) => {
          const rows = allRows(window);
          if (rows.length === 0) {
            return (
              <EmptyState
                icon={<IconActivity size={32} stroke={1.25} aria-hidden />}
                title={outcome === null ? t('chatbot.runs.empty') : t('chatbot.runs.emptyFilter')}
                body={outcome === null ? t('chatbot.runs.emptyBody') : ''}
              />
            );
          }
          return (
            <>
              <ul className="settings-list chatbot-runs">
                {rows.map((run) => (
                  <RunRow key={run.id} run={run} />
                ))}
              </ul>
              <OlderButton window={window} older={older} />
            </>
          );
        }}
      </AwaitQuery>
    </section>
  );
}
