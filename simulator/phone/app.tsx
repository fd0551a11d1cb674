import { useEffect, useState } from 'react';
import { IconAddressBook, IconDeviceMobile, IconPlug } from '@tabler/icons-react';
import * as z from 'zod/mini';
import type { PhoneMessageInput } from '../src/inputs.ts';
import { PhoneFrame, type CompanyNumber } from './components/phone-frame.tsx';
import { PhoneList } from './components/phone-list.tsx';
import { ProviderPanel } from './components/provider-panel.tsx';
import { RadioOption } from './components/radio-option.tsx';
import { UnreadBadge } from './components/unread-badge.tsx';
import { PEOPLE, personSchema, type Person } from './people.ts';
import { deliverAgain, sendMessage } from './requests.ts';
import {
  addressOf,
  findUnreadThread,
  isUnread,
  listPhones,
  messagesOf,
  threadOf,
  type Channel,
  type Thread,
} from './threads.ts';
import { useReading } from './use-reading.ts';
import { FIRST_PHONE, useSelection } from './use-selection.ts';
import { useSimulator } from './use-simulator.ts';
import { useStored } from './use-stored.ts';

const PANES = [
  { pane: 'phones', name: 'Phones', icon: IconAddressBook },
  { pane: 'phone', name: 'Chat', icon: IconDeviceMobile },
  { pane: 'provider', name: 'Provider', icon: IconPlug },
];

/** The page on which a person plays the customers of the companies that use this simulated provider. */
export function App() {
  const [selected, select] = useSelection();
  const { connection, accounts, messages, trouble } = useSimulator(selected.phone);
  const [added, setAdded] = useStored<Person[]>('colibri.phone.people', z.array(personSchema), []);
  const [hasReceipts, setHasReceipts] = useStored<boolean>('colibri.phone.receipts', z.boolean(), true);
  const [pane, setPane] = useState('phone');

  const numbers = accounts.flatMap((account) =>
    account.numbers
      .filter((number) => number[selected.channel])
      .map(({ phone }) => ({ phone, name: account.name })),
  );
  const company = numbers.find(({ phone }) => phone === selected.company)?.phone ?? numbers[0]?.phone ?? null;
  const thread: Thread = { phone: selected.phone, channel: selected.channel, company };
  const shown = messagesOf(messages.values(), thread);
  const seen = useReading(thread, shown, hasReceipts);

  const unread = [...messages.values()].filter((message) => isUnread(message, seen)).map(threadOf);
  const ofPhone = unread.filter(({ phone }) => phone === thread.phone);
  const onChannel = (channel: Channel) => ofPhone.filter((entry) => entry.channel === channel);
  const companies: CompanyNumber[] = numbers.map((number) => ({
    ...number,
    unread: onChannel(thread.channel).filter((entry) => entry.company === number.phone).length,
  }));

  const people = [...PEOPLE, ...added];
  const isListed = people.some(({ phone }) => phone === thread.phone);
  const chosen = isListed ? [] : [{ name: thread.phone, phone: thread.phone }];
  const phones = listPhones([...people, ...chosen], messages.values());
  const person = phones.find(({ phone }) => phone === thread.phone) ?? {
    name: thread.phone,
    phone: thread.phone,
  };
  const unreadByPhone = new Map<string, number>();
  for (const { phone } of unread) unreadByPhone.set(phone, (unreadByPhone.get(phone) ?? 0) + 1);

  useEffect(() => {
    document.title = unread.length > 0 ? `(${unread.length}) ${person.name}` : person.name;
  }, [unread.length, person.name]);

  const handleChoose = (phone: string) => {
    select(findUnreadThread(messages.values(), phone, seen) ?? { phone });
    setPane('phone');
  };

  const handleAdd = (newcomer: Person) => {
    setAdded((before) => [...before.filter(({ phone }) => phone !== newcomer.phone), newcomer]);
    handleChoose(newcomer.phone);
  };

  const handleRemove = (phone: string) => {
    setAdded((before) => before.filter((entry) => entry.phone !== phone));
    if (phone === thread.phone) select({ phone: FIRST_PHONE });
  };

  const handleSend = async (
    content: Pick<PhoneMessageInput, 'text' | 'media' | 'location'>,
  ): Promise<void> => {
    if (thread.company === null) return;
    await sendMessage({
      ...content,
      from: addressOf(thread.phone, thread.channel),
      to: addressOf(thread.company, thread.channel),
      profileName: thread.channel === 'whatsapp' && !person.name.startsWith('+') ? person.name : null,
    });
  };

  return (
    <div className="page" data-pane={pane}>
      {connection === 'lost' ? (
        <p className="lost-connection" role="alert">
          The simulator does not answer. This page tries again by itself.
        </p>
      ) : null}
      <PhoneList
        phones={phones}
        added={added}
        chosen={thread.phone}
        unread={unreadByPhone}
        onChoose={handleChoose}
        onAdd={handleAdd}
        onRemove={handleRemove}
      />
      {connection === 'loading' ? (
        <main className="pane phone" aria-busy="true" aria-label="Loading" />
      ) : (
        <PhoneFrame
          person={person}
          thread={thread}
          companies={companies}
          messages={shown}
          unreadByChannel={{ whatsapp: onChannel('whatsapp').length, sms: onChannel('sms').length }}
          hasReceipts={hasReceipts}
          onReceiptsChange={(value) => setHasReceipts(() => value)}
          onSelect={select}
          onSend={handleSend}
          onDeliverAgain={(sid) => {
            deliverAgain(sid).catch(reportError);
          }}
        />
      )}
      <ProviderPanel accounts={accounts} trouble={trouble} />
      <div className="panes" role="radiogroup" aria-label="Part of the page">
        {PANES.map(({ pane: value, name, icon: Icon }) => (
          <RadioOption key={value} name="pane" value={value} isChosen={pane === value} onChoose={setPane}>
            <Icon size={18} stroke={1.5} aria-hidden /> {name}
            {value === 'phones' ? <UnreadBadge count={unread.length} /> : null}
          </RadioOption>
        ))}
      </div>
    </div>
  );
}
