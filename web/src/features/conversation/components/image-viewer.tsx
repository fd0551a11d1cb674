import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../ui/dialog.tsx';

interface ImageViewerProps {
  address: string;
  name: string;
  onClose: () => void;
}

/** A picture as large as the window allows; Escape closes it. */
export function ImageViewer({ address, name, onClose }: ImageViewerProps) {
  const { t } = useTranslation();
  return (
    <Dialog title={name} size="xl" draft={null} onClose={onClose}>
      <img className="viewer-image" src={address} alt={name} />
      <p>
        <Anchor href={address} download={name}>
          {t('conversation.media.download')}
        </Anchor>
      </p>
    </Dialog>
  );
}
