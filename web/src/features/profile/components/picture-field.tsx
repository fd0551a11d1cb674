import { useTranslation } from 'react-i18next';
import { useBlobAddress } from '../../../platform/use-blob-address.ts';
import { usePicture } from '../../../platform/use-picture.ts';
import { showNotice } from '../../../ui/notices.tsx';
import { PersonAvatar } from '../../../ui/person-avatar.tsx';
import { PictureButtons } from '../../../ui/picture-buttons.tsx';
import { resizePicture } from '../resize-picture.ts';

interface PictureFieldProps {
  name: string;
  /** Path of the picture that is stored; null: none. */
  stored: string | null;
  /** A picture to take, null to remove the present one, undefined: no change. */
  chosen: Blob | null | undefined;
  onChange: (chosen: Blob | null) => void;
}

/** The own picture as others will see it, before it is saved. */
export function PictureField({ name, stored, chosen, onChange }: PictureFieldProps) {
  const { t } = useTranslation();
  const present = usePicture(chosen === undefined ? stored : null);
  const shown = useBlobAddress(chosen) ?? present;
  const hasPicture = chosen === undefined ? stored !== null : chosen !== null;

  const handleFile = async (file: File) => {
    const picture = await resizePicture(file);
    if (picture === null) showNotice({ message: t('profile.me.unreadable'), tone: 'danger' });
    else onChange(picture);
  };

  return (
    <fieldset className="profile-picture">
      <legend>{t('profile.me.picture')}</legend>
      <PersonAvatar name={name} image={shown} size={96} />
      <div>
        <p className="settings-muted">{t('profile.me.pictureHelp')}</p>
        <PictureButtons
          chooseLabel={t('profile.me.choose')}
          removeLabel={t('profile.me.remove')}
          hasPicture={hasPicture}
          onChoose={(file) => {
            handleFile(file).catch(reportError);
          }}
          onRemove={() => onChange(null)}
        />
      </div>
    </fieldset>
  );
}
