import { Button } from '@mantine/core';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { usePicture } from '../../../platform/use-picture.ts';
import { showNotice } from '../../../ui/notices.tsx';
import { PersonAvatar } from '../../../ui/person-avatar.tsx';
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
  const input = useRef<HTMLInputElement>(null);
  const present = usePicture(chosen === undefined ? stored : null);
  const shown = useAddress(chosen) ?? present;
  const hasPicture = chosen === undefined ? stored !== null : chosen !== null;

  const handleFile = async (file: File | undefined) => {
    if (file === undefined) return;
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
        <input
          ref={input}
          type="file"
          className="visually-hidden"
          aria-label={t('profile.me.choose')}
          tabIndex={-1}
          accept="image/png,image/jpeg,image/webp,image/gif"
          onChange={(event) => {
            const field = event.currentTarget;
            const file = field.files?.[0];
            // The same file can be chosen again.
            field.value = '';
            handleFile(file).catch(reportError);
          }}
        />
        <Button size="compact-md" variant="default" onClick={() => input.current?.click()}>
          {t('profile.me.choose')}
        </Button>
        {hasPicture && (
          <Button size="compact-md" variant="subtle" color="gray" ml="xs" onClick={() => onChange(null)}>
            {t('profile.me.remove')}
          </Button>
        )}
      </div>
    </fieldset>
  );
}

/** An address of a chosen picture for as long as it is shown. */
function useAddress(picture: Blob | null | undefined): string | null {
  const address = useMemo(() => (picture ? URL.createObjectURL(picture) : null), [picture]);
  useEffect(
    () => () => {
      if (address !== null) URL.revokeObjectURL(address);
    },
    [address],
  );
  return address;
}
