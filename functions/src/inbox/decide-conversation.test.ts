import { describe, expect, it } from 'vitest';
import type { Conversation } from '#contracts/collections/conversation.ts';
import type { Reason } from '#contracts/errors.ts';
import { Refusal } from '../platform/refusal.ts';
import { conversation } from '../testing/factories.ts';
import { decideAccept, decideReturn, decideTransfer } from './decide-assignment.ts';
import { requireSendable, type Actor } from './decide-send.ts';
import { decideClose, decideReopen, decideUndoClose } from './decide-ticket.ts';

const me: Actor = { uid: 'agent', role: 'agent' };
const other: Actor = { uid: 'other', role: 'agent' };
const supervisor: Actor = { uid: 'boss', role: 'supervisor' };
const HOUR = 3_600_000;

function reasonOf(run: () => unknown): Reason | null {
  try {
    run();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.details.reason;
    throw error;
  }
}

describe('sending', () => {
  const whatsapp = conversation({ channelType: 'twilio_whatsapp', windowEndsAt: 24 * HOUR });
  const cases: [string, Conversation, Actor, number, Reason | null][] = [
    ['is free to who holds it', conversation(), me, 0, null],
    ['is free to a supervisor', conversation(), supervisor, 0, null],
    ['is free to all where nobody holds it', conversation({ assigneeId: null }), other, 0, null],
    ['needs to hold it', conversation(), other, 0, 'conversation-not-yours'],
    ['needs it accepted', conversation({ status: 'waiting' }), me, 0, 'conversation-not-open'],
    ['needs it open', conversation({ status: 'closed' }), me, 0, 'conversation-closed'],
    ['stops after STOP on SMS', conversation({ consent: 'opted_out' }), me, 0, 'opted-out'],
    ['goes on after STOP on WhatsApp', { ...whatsapp, consent: 'opted_out' }, me, 0, null],
    ['is free in the last moment of the window', whatsapp, me, 24 * HOUR - 1, null],
    ['ends with the window', whatsapp, me, 24 * HOUR, 'window-closed'],
    ['waits for the first word on WhatsApp', { ...whatsapp, windowEndsAt: null }, me, 0, 'window-closed'],
  ];
  it.each(cases)('%s', (_name, state, actor, at, reason) => {
    expect(reasonOf(() => requireSendable(state, actor, at))).toBe(reason);
  });
});

describe('assignment', () => {
  const waiting = conversation({ status: 'waiting', assigneeId: null, handler: 'none' });
  const closed = conversation({ status: 'closed' });

  it('accepts what waits, changes nothing for the holder, and tells who has it', () => {
    expect(decideAccept(waiting, me)?.patch).toEqual({
      status: 'open',
      handler: 'human',
      assigneeId: 'agent',
    });
    expect(decideAccept(conversation(), me)).toBeNull();
    expect(reasonOf(() => decideAccept(conversation(), other))).toBe('conversation-taken');
    expect(reasonOf(() => decideAccept(conversation(), supervisor))).toBe('conversation-taken');
    expect(reasonOf(() => decideAccept(closed, me))).toBe('conversation-closed');
  });

  it('transfers only what is held, or what waits', () => {
    const toOther = { type: 'member', memberId: 'other' } as const;
    expect(decideTransfer(waiting, other, toOther)?.patch.assigneeId).toBe('other');
    expect(reasonOf(() => decideTransfer(conversation(), other, toOther))).toBe('conversation-not-yours');
    expect(decideTransfer(conversation({ assigneeId: 'other' }), supervisor, toOther)).toBeNull();
    expect(decideTransfer(waiting, me, { type: 'queue', queueId: 'q1' })).toBeNull();
    expect(reasonOf(() => decideTransfer(closed, supervisor, toOther))).toBe('conversation-closed');
  });

  it('returns to the queue that it came from', () => {
    expect(decideReturn(conversation(), me)?.event).toEqual({
      type: 'returned',
      by: 'agent',
      toQueueId: 'q1',
    });
    expect(decideReturn(waiting, me)).toBeNull();
    expect(reasonOf(() => decideReturn(conversation(), other))).toBe('conversation-not-yours');
  });
});

describe('closing', () => {
  it.each([
    conversation({ waitingSince: 5 }),
    conversation({ status: 'waiting', handler: 'none', assigneeId: null }),
  ])('and undoing gives back what was there', (before) => {
    const close = decideClose(before, supervisor, 9000);
    const closed = { ...before, ...close?.patch };
    expect(closed).toMatchObject({ status: 'closed', waitingSince: null, ticket: { closedAt: 9000 } });
    const undo = decideUndoClose(closed, supervisor, before.ticket.id);
    expect({ ...closed, ...undo.patch }).toEqual(before);
  });

  it('can be undone for its own ticket only', () => {
    const closed = { ...conversation(), ...decideClose(conversation(), me, 9000)?.patch };
    expect(reasonOf(() => decideUndoClose(closed, me, 'another'))).toBe('nothing-to-undo');
    expect(reasonOf(() => decideUndoClose(conversation(), me, 't1'))).toBe('nothing-to-undo');
    expect(reasonOf(() => decideUndoClose(closed, other, 't1'))).toBe('conversation-not-yours');
    expect(decideClose(closed, me, 9999)).toBeNull();
  });

  it('and opening again starts a new ticket with who opens it', () => {
    const ticket = { id: 't2', number: '20261121-ZZZZ', openedAt: 1, firstResponseAt: null, closedAt: null };
    const closed = { ...conversation(), ...decideClose(conversation(), me, 9000)?.patch };
    expect(decideReopen(closed, other, ticket)?.patch).toMatchObject({
      status: 'open',
      assigneeId: 'other',
      ticket,
    });
    expect(decideReopen(conversation(), me, ticket)).toBeNull();
  });
});
