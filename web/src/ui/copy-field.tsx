import { Button, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface CopyFieldProps {
  label: string;
  /** Accessible name of the button. */
  copyLabel: string;
  value: string;
}

const SHOWN_MS = 2000;

/** A value to take elsewhere. */
export function CopyField({ label, copyLabel, value }: CopyFieldProps) {
  const { t } = useTranslation();
  const [isCopied, setIsCopied] = useState(false);

  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);

  const handleCopy = () => {
    navigator.clipboard.writeText(value).then(() => setIsCopied(true), reportError);
  };

  return (
    <TextInput
      label={label}
      readOnly
      value={value}
      size="sm"
      onFocus={(event) => event.currentTarget.select()}
      rightSectionWidth={86}
      rightSection={
        <Button size="compact-sm" variant="subtle" aria-label={copyLabel} onClick={handleCopy}>
          <span aria-live="polite">{isCopied ? t('words.copied') : t('words.copy')}</span>
        </Button>
      }
    />
  );
}
