import { useTranslation } from 'react-i18next';
import type { TextChange } from '../../../platform/changed-texts.ts';

interface TheirTextProps {
  change: TextChange | undefined;
  /** What is stored now. */
  stored: string;
  isSaving: boolean;
}

/** What somebody else has saved while the member was changing the same text: who saves now has seen it. */
export function TheirText({ change, stored, isSaving }: TheirTextProps) {
  const { t } = useTranslation();
  if (change === undefined || isSaving || stored === change.from || stored === change.to) return null;
  return (
    <div role="alert" className="client-theirs">
      <p>{t('client.changedMeanwhile')}</p>
      <blockquote>{stored === '' ? t('client.emptied') : stored}</blockquote>
    </div>
  );
}
