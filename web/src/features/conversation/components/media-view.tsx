import { IconAlertTriangle, IconDownload, IconFile, IconLoader2 } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Media } from '#contracts/collections/message.ts';
import { bytesText } from '../../../i18n/time.ts';
import { useMediaAddress } from '../../../platform/media-grant.ts';

const ImageViewer = lazy(async () => ({ default: (await import('./image-viewer.tsx')).ImageViewer }));

/** A file of a message, in a box whose size is known before it loads. */
export function MediaView({ media }: { media: Media }) {
  const { t } = useTranslation();
  if (media.state === 'pending') {
    return (
      <output className="media-file">
        <IconLoader2 size={20} stroke={1.5} aria-hidden /> <span>{t('conversation.media.pending')}</span>
      </output>
    );
  }
  if (media.state !== 'stored' || media.path === null) {
    const sentence =
      media.state === 'refused' ? t('conversation.media.refused') : t('conversation.media.failed');
    return <Problem sentence={sentence} />;
  }
  return <StoredMedia media={media} path={media.path} />;
}

function StoredMedia({ media, path }: { media: Media; path: string }) {
  const { t } = useTranslation();
  const { toAddress, renew, error } = useMediaAddress(true);
  // An address that works is kept: a renewed grant must not load the file again.
  const [address, setAddress] = useState<string | null>(null);
  const [failures, setFailures] = useState(0);
  if (address === null && toAddress !== null) setAddress(toAddress(path));

  const handleError = () => {
    setFailures((count) => count + 1);
    // The usual reason is a grant that has run out while the tab slept.
    if (failures === 0) void renew().then(() => setAddress(null));
  };

  if (error !== null || failures > 1) return <Problem sentence={t('conversation.media.notLoaded')} />;
  const name = media.name ?? t(`kind.${media.kind}`);
  switch (media.kind) {
    case 'image':
    case 'sticker':
      return (
        <Picture address={address} name={name} isSticker={media.kind === 'sticker'} onError={handleError} />
      );
    case 'audio':
    case 'voice':
      return (
        <audio
          className="media-audio"
          src={address ?? undefined}
          controls
          preload="metadata"
          aria-label={name}
          onError={handleError}
        >
          <track kind="captions" />
        </audio>
      );
    case 'video':
      return (
        <span className="media-box">
          <video
            src={address ?? undefined}
            controls
            preload="metadata"
            aria-label={name}
            onError={handleError}
          >
            <track kind="captions" />
          </video>
        </span>
      );
    case 'document':
      return <FileLink media={media} name={name} address={address} />;
  }
}

interface PictureProps {
  address: string | null;
  name: string;
  isSticker: boolean;
  onError: () => void;
}

function Picture({ address, name, isSticker, onError }: PictureProps) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="media-box"
        data-sticker={isSticker || undefined}
        aria-label={t('conversation.media.open', { name })}
        onClick={() => setIsOpen(true)}
      >
        {address !== null && <img src={address} alt={name} loading="lazy" onError={onError} />}
      </button>
      {isOpen && address !== null && (
        <Suspense>
          <ImageViewer address={address} name={name} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

function FileLink({ media, name, address }: { media: Media; name: string; address: string | null }) {
  const { t, i18n } = useTranslation();
  return (
    <a className="media-file" href={address ?? undefined} download={name}>
      <IconFile size={24} stroke={1.5} aria-hidden />
      <span>
        <span className="media-file-name">{name}</span>
        <span className="bubble-aside">
          {[
            media.mimeType.split('/')[1]?.toUpperCase(),
            media.size === null ? null : bytesText(media.size, i18n.language),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      <IconDownload size={18} stroke={1.5} aria-label={t('conversation.media.download')} />
    </a>
  );
}

function Problem({ sentence }: { sentence: string }) {
  return (
    <span className="media-file media-problem">
      <IconAlertTriangle size={20} stroke={1.5} aria-hidden /> <span>{sentence}</span>
    </span>
  );
}
