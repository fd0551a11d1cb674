import { useEffect, useState } from 'react';
import type { SimulatedMail } from '../src/mail/mailbox.ts';
import { fetchMails } from './requests.ts';

/** Every mail on this machine, the newest first, live; null until they have been read. */
export function useMails(): { mails: SimulatedMail[] | null; isLost: boolean } {
  const [mails, setMails] = useState<SimulatedMail[] | null>(null);
  const [isLost, setIsLost] = useState(false);
  useEffect(() => {
    const events = new EventSource('/control/events');
    const load = async () => {
      setMails((await fetchMails()).toReversed());
      setIsLost(false);
    };
    events.addEventListener('open', () => {
      load().catch(reportError);
    });
    events.addEventListener('mail', (event: MessageEvent<string>) => {
      const mail = JSON.parse(event.data) as SimulatedMail; // written by control.ts
      setMails((before) => [mail, ...(before ?? []).filter(({ id }) => id !== mail.id)]);
    });
    events.addEventListener('error', () => setIsLost(true));
    return () => events.close();
  }, []);
  return { mails, isLost };
}
