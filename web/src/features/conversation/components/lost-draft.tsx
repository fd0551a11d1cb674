import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { forgetChange, type TextAtHand } from '../../../platform/changed-texts.ts';

interface LostDraftProps {
  draft: TextAtHand;
  text: string;
}

/** What was typed into a draft that somebody else sent or discarded first: to copy, until it is put away. */
export function LostDraft({ draft, text }: LostDraftProps) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState('');
  const handleCopy = () => {
    navigator.clipboard.writeText(text).then(() => setCopied(text), reportError);
  };
  return (
    <>
      <p className="draft-hint">{t('handling.draft.lost')}</p>
      <textarea
        className="draft-field"
        rows={Math.min(12, text.split('\n').length + 1)}
        aria-label={t('handling.draft.lostLabel')}
        readOnly
        value={text}
      />
      <div className="draft-buttons">
        <Button size="compact-md" variant="default" onClick={handleCopy}>
          <span aria-live="polite">{t(copied === text ? 'words.copied' : 'words.copy')}</span>
        </Button>
        <Button size="compact-md" variant="subtle" color="gray" onClick={() => forgetChange(draft)}>
          {t('words.dismiss')}
        </Button>
      </div>
    </>
  );
}
