import { IconArrowForwardUp, IconMapPin, IconPhone, IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '#contracts/collections/message.ts';
import type { Stored } from '../../../platform/documents.ts';
import { LinkedText } from './linked-text.tsx';
import { MediaView } from './media-view.tsx';

/** What a message says, of whatever kind. */
export function MessageContent({ message }: { message: Stored<Message> }) {
  const { t } = useTranslation();
  const { kind, text, media, replyTo, location, contacts, interactive, referral, optOut } = message;
  const isBare = text === '' && media.length === 0 && !location && !contacts?.length && !interactive;
  return (
    <>
      {message.forwarded === true && (
        <p className="bubble-aside">
          <IconArrowForwardUp size={14} stroke={1.5} aria-hidden /> {t('conversation.forwarded')}
        </p>
      )}
      {referral !== undefined && (
        <blockquote className="bubble-quoted">
          {referral.headline ?? referral.body ?? referral.sourceId}
        </blockquote>
      )}
      {replyTo !== null && (
        <blockquote className="bubble-quoted">
          <strong>{t(`conversation.quoted.${replyTo.direction}`)}</strong>
          <span>{replyTo.text || t(`kind.${replyTo.kind}`)}</span>
        </blockquote>
      )}
      {media.map((item, index) => (
        <MediaView key={item.path ?? index} media={item} />
      ))}
      {location !== undefined && <LocationView location={location} />}
      {contacts?.map((contact) => (
        <p key={`${contact.name} ${contact.phones.join()}`} className="media-file">
          <IconUser size={20} stroke={1.5} aria-hidden />
          <span>
            <strong>{contact.name}</strong>
            {[...contact.phones, ...contact.emails].map((address) => (
              <span key={address} className="bubble-aside">
                <IconPhone size={12} stroke={1.5} aria-hidden /> {address}
              </span>
            ))}
          </span>
        </p>
      ))}
      {interactive !== undefined && interactive.title !== text && (
        <p className="bubble-choice">{interactive.title}</p>
      )}
      {text !== '' && <LinkedText text={text} />}
      {isBare && <p className="bubble-aside">{t(`kind.${kind}`)}</p>}
      {optOut === 'stop' && <p className="bubble-aside">{t('conversation.optedOut')}</p>}
      {optOut === 'start' && <p className="bubble-aside">{t('conversation.optedIn')}</p>}
    </>
  );
}

function LocationView({ location }: { location: NonNullable<Message['location']> }) {
  const { t } = useTranslation();
  const { latitude, longitude, name, address } = location;
  const coordinates = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  return (
    <a
      className="media-file"
      href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`}
      target="_blank"
      rel="noreferrer noopener"
    >
      <IconMapPin size={24} stroke={1.5} aria-hidden />
      <span>
        <strong>{name ?? t('kind.location')}</strong>
        <span className="bubble-aside">{address ?? coordinates}</span>
        <span className="bubble-aside">{t('conversation.media.map')}</span>
      </span>
    </a>
  );
}
