import { Button } from '@mantine/core';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { LIMITS } from '#contracts/limits.ts';
import { showNotice } from '../../../ui/notices.tsx';

interface LogoFieldProps {
  /** The logo that is stored, as an address; null: none. */
  stored: string | null;
  /** A picture to take, null to remove the present one, undefined: no change. */
  chosen: File | null | undefined;
  onChange: (chosen: File | null) => void;
}

/** The company's logo, shown before it is saved. */
export function LogoField({ stored, chosen, onChange }: LogoFieldProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const shown = useAddress(chosen) ?? (chosen === null ? null : stored);

  const handleFile = (file: File | undefined) => {
    if (file === undefined) return;
    if (file.size > LIMITS.avatarBytes) {
      showNotice({ message: t('company.logoTooLarge'), tone: 'danger' });
      return;
    }
    onChange(file);
  };

  return (
    <fieldset className="company-logo">
      <legend className="company-label">{t('company.logo')}</legend>
      <p className="settings-muted">{t('company.logoHelp')}</p>
      {shown !== null && <img src={shown} alt={t('company.logo')} />}
      <div className="company-accent-row">
        <input
          ref={input}
          type="file"
          className="visually-hidden"
          aria-label={t('company.logoChoose')}
          tabIndex={-1}
          accept="image/png,image/jpeg,image/webp,image/gif"
          onChange={(event) => handleFile(event.currentTarget.files?.[0])}
        />
        <Button size="compact-md" variant="default" onClick={() => input.current?.click()}>
          {t('company.logoChoose')}
        </Button>
        {shown !== null && (
          <Button size="compact-md" variant="subtle" color="gray" onClick={() => onChange(null)}>
            {t('company.logoRemove')}
          </Button>
        )}
      </div>
    </fieldset>
  );
}

/** An address of a chosen file for as long as it is shown. */
function useAddress(file: File | null | undefined): string | null {
  const address = useMemo(() => (file ? URL.createObjectURL(file) : null), [file]);
  useEffect(
    () => () => {
      if (address !== null) URL.revokeObjectURL(address);
    },
    [address],
  );
  return address;
}
