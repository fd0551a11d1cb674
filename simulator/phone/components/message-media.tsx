import { IconFile } from '@tabler/icons-react';
import type { SimulatedMedia } from '../../src/messages.ts';
import { sizeWords } from '../attachments.ts';

interface MessageMediaProps {
  messageSid: string;
  media: SimulatedMedia;
}

/** One file of a message: shown, played, or to be opened. */
export function MessageMedia({ messageSid, media }: MessageMediaProps) {
  const { sid, contentType, name, size } = media;
  if (size === null) return <span className="media-absent">File not fetched</span>;
  const url = `/media/${messageSid}/${sid}`;
  const family = contentType.split('/')[0];
  if (family === 'image') {
    return (
      <a href={url} target="_blank" rel="noreferrer">
        <img className="media-image" src={url} alt={name ?? 'Photo'} />
      </a>
    );
  }
  if (family === 'audio') {
    return (
      <audio className="media-audio" controls preload="metadata" src={url} aria-label={name ?? 'Audio'}>
        <track kind="captions" />
      </audio>
    );
  }
  if (family === 'video') {
    return (
      <video className="media-video" controls preload="metadata" src={url} aria-label={name ?? 'Video'}>
        <track kind="captions" />
      </video>
    );
  }
  return (
    <a className="media-file" href={url} download={name ?? ''}>
      <IconFile size={20} stroke={1.5} />
      <span>
        {name ?? contentType} <small>{sizeWords(size)}</small>
      </span>
    </a>
  );
}
