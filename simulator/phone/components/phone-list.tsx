import { ActionIcon, ScrollArea } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { Person } from '../people.ts';
import { NewNumber } from './new-number.tsx';
import { RadioOption } from './radio-option.tsx';
import { UnreadBadge } from './unread-badge.tsx';

interface PhoneListProps {
  phones: Person[];
  /** Numbers that the person has added, who may go again. */
  added: Person[];
  chosen: string;
  /** Unread messages by number. */
  unread: ReadonlyMap<string, number>;
  onChoose: (phone: string) => void;
  onAdd: (person: Person) => void;
  onRemove: (phone: string) => void;
}

/** The phones that can be played. */
export function PhoneList({ phones, added, chosen, unread, onChoose, onAdd, onRemove }: PhoneListProps) {
  const isAdded = (phone: string): boolean => added.some((person) => person.phone === phone);
  return (
    <nav className="pane phones" aria-labelledby="phones-title">
      <h2 id="phones-title">Phones</h2>
      <ScrollArea className="phones-scroll" type="auto">
        <div role="radiogroup" aria-label="Phone">
          {phones.map(({ name, phone }) => (
            <div key={phone} className="phone-row">
              <RadioOption name="phone" value={phone} isChosen={phone === chosen} onChoose={onChoose}>
                <span className="initials" aria-hidden>
                  {initialsOf(name)}
                </span>
                <span className="phone-words">
                  <span className="phone-name">{name}</span>
                  {name === phone ? null : <span className="phone-number"> {phone}</span>}
                </span>
                <UnreadBadge count={unread.get(phone) ?? 0} />
              </RadioOption>
              {isAdded(phone) ? (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  aria-label={`Remove ${name}`}
                  onClick={() => onRemove(phone)}
                >
                  <IconX size={14} />
                </ActionIcon>
              ) : null}
            </div>
          ))}
        </div>
      </ScrollArea>
      <NewNumber onAdd={onAdd} />
    </nav>
  );
}

function initialsOf(name: string): string {
  if (name.startsWith('+')) return name.slice(-2);
  const words = name.split(' ');
  return [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => word?.charAt(0) ?? '').join('');
}
