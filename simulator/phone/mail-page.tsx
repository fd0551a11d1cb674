import { useEffect, useState } from 'react';
import { IconMail } from '@tabler/icons-react';
import type { SimulatedMail } from '../src/mail/mailbox.ts';
import { useMails } from './use-mails.ts';
import './mail-page.css';

const TIME = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'short' });

/** Every mail that the app sent on this machine: a list, and the chosen one with links that work. */
export function MailPage() {
  const { mails, isLost } = useMails();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const chosen = mails?.find(({ id }) => id === chosenId) ?? mails?.[0];
  useEffect(() => {
    document.title = 'Mails';
  }, []);
  return (
    <div className="mail-page">
      <header className="mail-head">
        <IconMail size={20} stroke={1.5} aria-hidden />
        <h1>Mails</h1>
        <p>Nothing leaves this machine: what the app sends by mail arrives here.</p>
        <a href="/">Phones</a>
      </header>
      {isLost && (
        <p className="lost-connection" role="alert">
          The simulator does not answer. This page tries again by itself.
        </p>
      )}
      <nav className="mail-list" aria-label="Mails">
        {mails?.length === 0 && <p className="mail-none">No mail yet. Invite somebody in the app.</p>}
        {mails?.map((mail) => (
          <button
            key={mail.id}
            type="button"
            aria-current={mail.id === chosen?.id || undefined}
            onClick={() => setChosenId(mail.id)}
          >
            <strong>{mail.subject}</strong>
            <span>{mail.to.join(', ')}</span>
            <time dateTime={new Date(mail.receivedAt).toISOString()}>{TIME.format(mail.receivedAt)}</time>
          </button>
        ))}
      </nav>
      {chosen !== undefined && <OpenMail key={chosen.id} mail={chosen} />}
    </div>
  );
}

function OpenMail({ mail }: { mail: SimulatedMail }) {
  const [part, setPart] = useState<'html' | 'text'>(mail.html === '' ? 'text' : 'html');
  return (
    <main className="mail-open" aria-label={mail.subject}>
      <h2>{mail.subject}</h2>
      <p className="mail-facts">
        From {mail.from} to {mail.to.join(', ')}
      </p>
      {mail.html !== '' && (
        <p className="mail-parts">
          <button type="button" aria-pressed={part === 'html'} onClick={() => setPart('html')}>
            As shown
          </button>
          <button type="button" aria-pressed={part === 'text'} onClick={() => setPart('text')}>
            Plain text
          </button>
        </p>
      )}
      {part === 'html' ? (
        <iframe
          title="Mail"
          // A mail runs nothing; its links open beside it.
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          srcDoc={`<base target="_blank">${mail.html}`}
        />
      ) : (
        <pre>{withLinks(mail.text)}</pre>
      )}
    </main>
  );
}

/** The text with its web addresses as links. */
function withLinks(text: string) {
  return text.split(/(https?:\/\/\S+)/).map((piece, index) =>
    index % 2 === 0 ? (
      piece
    ) : (
      // Pieces of a mail never change their places.
      // oxlint-disable-next-line react/no-array-index-key
      <a key={index} href={piece} target="_blank" rel="noreferrer">
        {piece}
      </a>
    ),
  );
}
