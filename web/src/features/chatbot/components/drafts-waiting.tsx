import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { allRows } from '../../../platform/live-window.ts';
import { useRuns } from '../api/runs.ts';
import { RunRow } from './run-row.tsx';

const SHOWN = 5;

/** Drafts that wait for somebody's approval; nothing while there are none. */
export function DraftsWaiting() {
  const { t } = useTranslation();
  const drafts = useRuns('draft');
  const waiting = drafts.data === undefined ? [] : allRows(drafts.data);
  if (waiting.length === 0) return null;
  return (
    <section className="chatbot-section" aria-label={t('chatbot.drafts.title')}>
      <header className="chatbot-section-head">
        <h3>
          {t('chatbot.drafts.title')} <span className="chatbot-number tabular">{waiting.length}</span>
        </h3>
        {waiting.length > SHOWN && (
          <Link to="?outcome=draft" replace>
            {t('chatbot.drafts.all')}
          </Link>
        )}
      </header>
      <ul className="settings-list chatbot-runs">
        {waiting.slice(0, SHOWN).map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </ul>
    </section>
  );
}
