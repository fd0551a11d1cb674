import { NativeSelect, Switch } from '@mantine/core';
import { IconBrandWhatsapp, IconMessage2 } from '@tabler/icons-react';
import type { SimulatedMessage } from '../../src/messages.ts';
import type { PhoneMessageInput } from '../../src/inputs.ts';
import type { Person } from '../people.ts';
import type { Channel, Thread } from '../threads.ts';
import { Composer } from './composer.tsx';
import { MessageLog } from './message-log.tsx';
import { RadioOption } from './radio-option.tsx';
import { UnreadBadge } from './unread-badge.tsx';

/** A number of a company that this phone can write to. */
export interface CompanyNumber {
  phone: string;
  name: string;
  unread: number;
}

interface PhoneFrameProps {
  person: Person;
  thread: Thread;
  companies: CompanyNumber[];
  messages: SimulatedMessage[];
  unreadByChannel: Record<Channel, number>;
  /** Whether the company learns what the person has read. */
  hasReceipts: boolean;
  onReceiptsChange: (hasReceipts: boolean) => void;
  onSelect: (change: Partial<Thread>) => void;
  onSend: (content: Pick<PhoneMessageInput, 'text' | 'media' | 'location'>) => Promise<void>;
  onDeliverAgain: (sid: string) => void;
}

const CHANNELS: { channel: Channel; name: string; icon: typeof IconMessage2 }[] = [
  { channel: 'whatsapp', name: 'WhatsApp', icon: IconBrandWhatsapp },
  { channel: 'sms', name: 'SMS', icon: IconMessage2 },
];

/** A phone with one chat open. */
export function PhoneFrame(props: PhoneFrameProps) {
  const { person, thread, companies, messages, hasReceipts, onSelect } = props;
  return (
    <main className="pane phone" data-channel={thread.channel} aria-label={`Phone of ${person.name}`}>
      <div className="frame">
        <header>
          <h1>{person.name}</h1>
          {person.name === person.phone ? null : <p>{person.phone}</p>}
          <div className="channels" role="radiogroup" aria-label="Channel">
            {CHANNELS.map(({ channel, name, icon: Icon }) => (
              <RadioOption
                key={channel}
                name="channel"
                value={channel}
                isChosen={channel === thread.channel}
                onChoose={() => onSelect({ channel })}
              >
                <Icon size={16} stroke={1.5} aria-hidden /> {name}
                <UnreadBadge count={props.unreadByChannel[channel]} />
              </RadioOption>
            ))}
          </div>
          {companies.length === 0 ? null : (
            <NativeSelect
              size="xs"
              label="Company number"
              value={thread.company ?? ''}
              data={companies.map(({ phone, name, unread }) => ({
                value: phone,
                label: `${phone} · ${name}${unread > 0 ? ` (${unread} unread)` : ''}`,
              }))}
              onChange={(event) => onSelect({ company: event.currentTarget.value })}
            />
          )}
          {thread.channel === 'whatsapp' ? (
            <Switch
              size="xs"
              label="Read receipts"
              checked={hasReceipts}
              onChange={(event) => props.onReceiptsChange(event.currentTarget.checked)}
            />
          ) : null}
        </header>
        <MessageLog
          key={`${thread.phone} ${thread.channel} ${thread.company ?? ''}`}
          messages={messages}
          emptyWords={
            companies.length === 0
              ? 'No company has a number on this channel. Colibri adds one when it starts.'
              : 'No messages yet. Write to the company below.'
          }
          onDeliverAgain={props.onDeliverAgain}
        />
        {companies.length === 0 ? null : (
          <Composer canSendLocation={thread.channel === 'whatsapp'} onSend={props.onSend} />
        )}
      </div>
    </main>
  );
}
