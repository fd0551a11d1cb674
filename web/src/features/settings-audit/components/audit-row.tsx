import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '#contracts/collections/audit.ts';
import { useTimeWords } from '../../../i18n/use-time-words.ts';
import { changesOf } from '../model.ts';
import { useAuditWords } from '../use-audit-words.ts';

/** Who did what to whom, and on demand what exactly changed. */
export function AuditRow({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const time = useTimeWords();
  const words = useAuditWords();
  const changes = changesOf(entry);
  const line = (
    <>
      <span className="audit-sentence">{words.sentence(entry)}</span>
      <time className="settings-muted tabular" dateTime={new Date(entry.at).toISOString()}>
        {time.exact(entry.at)}
      </time>
    </>
  );
  if (changes.length === 0) return <li className="audit-line">{line}</li>;
  return (
    <li>
      <details>
        <summary className="audit-line">{line}</summary>
        <table className="audit-changes" aria-label={t('audit.details')}>
          <thead>
            <tr>
              <th scope="col">{t('audit.field')}</th>
              <th scope="col">{t('audit.before')}</th>
              <th scope="col">{t('audit.after')}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ field, before, after }) => (
              <tr key={field}>
                <th scope="row">{words.fieldName(field)}</th>
                <td>{words.valueText(field, before)}</td>
                <td>{words.valueText(field, after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </li>
  );
}
