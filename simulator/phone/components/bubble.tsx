import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconMapPin } from '@tabler/icons-react';
import type { SimulatedMessage } from '../../src/messages.ts';
import { MessageMedia } from './message-media.tsx';

interface BubbleProps {
  message: SimulatedMessage;
  onDeliverAgain: (sid: string) => void;
}

/** One message as the phone shows it, with what became of it. */
export function Bubble({ message, onDeliverAgain }: BubbleProps) {
  const isOwn = message.direction === 'inbound';
  const isLost = message.status === 'undelivered' || message.status === 'failed';
  const kind = isOwn ? 'own' : isLost ? 'lost' : 'company';
  return (
    <article className={`bubble ${kind}`} aria-label={isOwn ? 'Sent' : 'Received'}>
      {message.media.map((media) => (
        <MessageMedia key={media.sid} messageSid={message.sid} media={media} />
      ))}
      {message.location ? <Place location={message.location} /> : null}
      {message.body ? <p>{message.body}</p> : null}
      <footer>
        <time dateTime={new Date(message.createdAt).toISOString()}>{timeWords(message.createdAt)}</time>
        {isOwn ? (
          <WebhookResult message={message} onDeliverAgain={onDeliverAgain} />
        ) : (
          <span>
            {isLost ? `Never arrived: error ${message.errorCode ?? '?'}` : STATUS_WORDS[message.status]}
          </span>
        )}
      </footer>
    </article>
  );
}

/** What the company reads about its own message. */
const STATUS_WORDS: Partial<Record<SimulatedMessage['status'], string>> = {
  queued: 'On its way',
  sent: 'On its way',
  delivered: 'Delivered',
  read: 'Read',
};

/** What the company's webhook answered to a message of this phone. */
function WebhookResult({ message, onDeliverAgain }: BubbleProps) {
  const status = message.webhookStatus;
  if (status === null) return <span>No answer yet</span>;
  if (status >= 200 && status < 300) {
    return (
      <span className="accepted">
        <IconCheck size={14} aria-hidden /> Company: {status}
      </span>
    );
  }
  return (
    <span className="refused" role="alert">
      <IconAlertTriangle size={14} aria-hidden />
      {status === 0 ? 'The company did not answer' : `The company answered ${status}`}
      <Button size="compact-xs" variant="default" onClick={() => onDeliverAgain(message.sid)}>
        Send again
      </Button>
    </span>
  );
}

function Place({ location }: { location: NonNullable<SimulatedMessage['location']> }) {
  const { latitude, longitude, label, address } = location;
  const url = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=15/${latitude}/${longitude}`;
  return (
    <a className="media-file" href={url} target="_blank" rel="noreferrer">
      <IconMapPin size={20} stroke={1.5} />
      <span>
        {label ?? `${latitude}, ${longitude}`} <small>{address}</small>
      </span>
    </a>
  );
}

/** The time, with the day where it is not today. */
function timeWords(at: number): string {
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  return new Date(at).toLocaleString(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    ...(isToday ? {} : { day: 'numeric', month: 'short' }),
  });
}
