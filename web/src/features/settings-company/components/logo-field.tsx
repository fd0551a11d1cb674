import { useTranslation } from 'react-i18next';
import { LIMITS } from '#contracts/limits.ts';
import { useBlobAddress } from '../../../platform/use-blob-address.ts';
import { showNotice } from '../../../ui/notices.tsx';
import { PictureButtons } from '../../../ui/picture-buttons.tsx';

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
  const shown = useBlobAddress(chosen) ?? (chosen === null ? null : stored);

  const handleFile = async (file: File) => {
    if (file.size > LIMITS.avatarBytes) {
      showNotice({ message: t('company.logoTooLarge'), tone: 'danger' });
      return;
    }
    if (await isPicture(file)) onChange(file);
    else showNotice({ message: t('errors.reasons.image-unreadable'), tone: 'danger' });
  };

  return (
    <fieldset className="company-logo">
      <legend className="company-label">{t('company.logo')}</legend>
      <p className="settings-muted">{t('company.logoHelp')}</p>
      {shown !== null && <img src={shown} alt={t('company.logo')} />}
      <PictureButtons
        chooseLabel={t('company.logoChoose')}
        removeLabel={t('company.logoRemove')}
        hasPicture={shown !== null}
        onChoose={(file) => {
          handleFile(file).catch(reportError);
        }}
        onRemove={() => onChange(null)}
      />
    </fieldset>
  );
}

/** Whether the browser can show it. */
async function isPicture(file: File): Promise<boolean> {
  try {
    (await createImageBitmap(file)).close();
    return true;
  } catch {
    return false; // what the file's name promised is not in it
  }
}
