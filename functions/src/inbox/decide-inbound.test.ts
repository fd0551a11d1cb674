import { describe, expect, it } from 'vitest';
import type { Conversation } from '#contracts/collections/conversation.ts';
import { conversation } from '../testing/factories.ts';
import { decideInbound } from './decide-inbound.ts';

const HOUR = 3_600_000;
const newTicket = {
  id: 't2',
  number: '20261122-WXYZ',
  openedAt: 5000,
  firstResponseAt: null,
  closedAt: null,
};

function inbound(before: Conversation, change: Partial<Parameters<typeof decideInbound>[1]> = {}, at = 5000) {
  const message = {
    text: 'Hello',
    kind: 'text',
    direction: 'inbound',
    providerAt: at,
    from: '+14155550101',
    sentBy: null,
  } as const;
  return decideInbound(before, {
    message,
    optOut: undefined,
    reopenWithinMs: 0,
    hasAssigneeLeft: false,
    queueId: 'q9',
    newTicket,
    assistant: null,
    ...change,
  });
}

const closed = (change: Partial<Conversation> = {}) =>
  conversation({
    status: 'closed',
    handler: 'none',
    ticket: {
      ...conversation().ticket,
      closedAt: 4000,
      closedFrom: { status: 'open', handler: 'human', waitingSince: null },
    },
    ...change,
  });

describe('a message of a customer', () => {
  it('counts, shows and waits from its first unanswered moment', () => {
    const first = inbound(conversation()).patch;
    expect(first).toMatchObject({ inboundCount: 2, unread: true, waitingSince: 5000 });
    expect(inbound(conversation({ waitingSince: 2000 })).patch.waitingSince).toBe(2000);
  });

  it('never takes the row back in time', () => {
    const newer = { text: 'newer', kind: 'text', direction: 'inbound', at: 9000 } as const;
    expect(inbound(conversation({ lastMessage: newer })).patch.lastMessage).toEqual(newer);
  });

  it('leaves an open conversation with who holds it', () => {
    const { patch, reopened } = inbound(conversation());
    expect(patch).not.toHaveProperty('status');
    expect(patch).not.toHaveProperty('assigneeId');
    expect(reopened).toBeNull();
  });

  it('opens the WhatsApp window for 24 hours and never shortens it', () => {
    const whatsapp = conversation({ channelType: 'twilio_whatsapp', windowEndsAt: null });
    expect(inbound(whatsapp).patch.windowEndsAt).toBe(5000 + 24 * HOUR);
    const open = { ...whatsapp, windowEndsAt: 99 * HOUR };
    expect(inbound(open).patch.windowEndsAt).toBe(99 * HOUR);
    expect(inbound(conversation()).patch.windowEndsAt).toBeNull();
  });

  it('starts a new ticket in the channel’s queue after closing', () => {
    const { patch, ticket, reopened } = inbound(closed());
    expect(reopened).toBe('new-ticket');
    expect(ticket).toBe(newTicket);
    expect(patch).toMatchObject({
      status: 'waiting',
      handler: 'none',
      assigneeId: null,
      queueId: 'q9',
      ticket,
    });
  });

  it.each([
    [1000, 'continued'],
    [999, 'new-ticket'],
    [0, 'new-ticket'],
  ])('written 1,000 ms after closing, with a reopen time of %i ms, is %s', (reopenWithinMs, outcome) => {
    expect(inbound(closed(), { reopenWithinMs }).reopened).toBe(outcome);
  });

  it('continues the same ticket with the same agent, or waiting where nobody had it', () => {
    const { patch } = inbound(closed(), { reopenWithinMs: HOUR });
    expect(patch).toMatchObject({ status: 'open', handler: 'human', ticket: { id: 't1', closedAt: null } });
    expect(patch.ticket).not.toHaveProperty('closedFrom');
    const nobody = inbound(closed({ assigneeId: null }), { reopenWithinMs: HOUR });
    expect(nobody.patch.status).toBe('waiting');
  });

  it('continues the same ticket for everybody where its member has left', () => {
    const { patch, reopened } = inbound(closed(), { reopenWithinMs: HOUR, hasAssigneeLeft: true });
    expect(reopened).toBe('continued');
    expect(patch).toMatchObject({ status: 'waiting', handler: 'none', assigneeId: null, unread: true });
  });

  it.each([
    ['agent', 'open'],
    [null, 'waiting'],
  ])('wakes a snoozed conversation of %o as %s', (assigneeId, status) => {
    expect(inbound(conversation({ status: 'snoozed', assigneeId })).patch.status).toBe(status);
  });

  it.each([
    ['stop', 'opted_out'],
    ['start', 'opted_in'],
    ['help', undefined],
  ] as const)('that says %s sets consent to %s', (optOut, consent) => {
    expect(inbound(conversation(), { optOut }).patch.consent).toBe(consent);
  });
});

describe('an assistant', () => {
  const live = { id: 'a1', type: 'ai' } as const;
  const held = { status: 'open', handler: 'ai', assigneeId: null } as const;
  const progress = { assistantId: 'a1', turns: 3, failedTurns: 0, answeredCount: 1, bot: null };
  const closedBy = (handler: Conversation['handler'], change: Partial<Conversation> = {}) =>
    closed({
      assigneeId: null,
      ticket: {
        ...conversation().ticket,
        closedAt: 4000,
        closedFrom: { status: 'open', handler, waitingSince: null },
      },
      ...change,
    });

  it('takes a new episode, begins anew, and does not call for people', () => {
    const { patch, isForAssistant } = inbound(closedBy('human'), { assistant: live });
    expect(isForAssistant).toBe(true);
    expect(patch).toMatchObject({
      status: 'open',
      handler: 'ai',
      assigneeId: null,
      automation: { assistantId: 'a1', turns: 0, failedTurns: 0, answeredCount: 1, bot: null },
    });
    expect(patch.unread).toBeUndefined();
  });

  it.each([
    { before: closedBy('ai'), handler: 'ai', status: 'open', isForAssistant: true },
    { before: closedBy('none'), handler: 'none', status: 'waiting', isForAssistant: false },
    {
      before: closedBy('ai', { assigneeId: 'agent' }),
      handler: 'human',
      status: 'open',
      isForAssistant: false,
    },
  ])('gets an episode back only if it held it: $handler', ({ before, ...after }) => {
    const { patch, isForAssistant } = inbound(before, { assistant: live, reopenWithinMs: HOUR });
    expect({ handler: patch.handler, status: patch.status, isForAssistant }).toEqual(after);
  });

  it('that is live no more gets nothing back', () => {
    const { patch } = inbound(closedBy('ai'), { reopenWithinMs: HOUR });
    expect(patch).toMatchObject({ status: 'waiting', handler: 'none', automation: null, unread: true });
  });

  it('answers what it holds, and takes nothing from people', () => {
    expect(inbound(conversation({ ...held, automation: progress })).isForAssistant).toBe(true);
    const waiting = conversation({ status: 'waiting', handler: 'none', assigneeId: null });
    expect(inbound(waiting, { assistant: live })).toMatchObject({ isForAssistant: false });
    expect(inbound(conversation(), { assistant: live })).toMatchObject({ isForAssistant: false });
  });

  it.each(['stop', 'start', 'help'] as const)('does not answer %s', (optOut) => {
    const quiet = inbound(conversation({ ...held, automation: progress }), { optOut });
    expect(quiet).toMatchObject({ isForAssistant: false, patch: { waitingSince: null } });
    const owed = inbound(conversation({ ...held, automation: progress, waitingSince: 900 }), { optOut });
    expect(owed).toMatchObject({
      isForAssistant: false,
      patch: { status: 'waiting', handler: 'none', automation: null, waitingSince: 900 },
    });
  });
});
