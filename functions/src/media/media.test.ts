import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outboxEntrySchema } from '#contracts/collections/outbox.ts';
import { paths } from '#contracts/collections/paths.ts';
import { bucket, db } from '../platform/admin.ts';
import { ACCOUNT_SID, createDemoCompany, NUMBER, type DemoCompany } from '../testing/demo-company.ts';
import { conversationWith, eventually, messagesOf } from '../testing/inbox.ts';
import { takenMessages } from '../testing/provider.ts';
import { startStack, type Stack } from '../testing/stack.ts';
import { newSid, postWebhook, smsForm } from '../testing/webhook.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const VCARD = Buffer.from('BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Rivera\r\nTEL:+14155550102\r\nEND:VCARD\r\n');

let stack: Stack;
let company: DemoCompany;
let agent: string;

beforeAll(async () => {
  stack = await startStack();
  company = await createDemoCompany('acme');
  agent = await stack.signIn(company.members.agent);
});
afterAll(() => stack.stop());

let customers = 0;

/** A customer sends files by MMS; the one message, once `isDone`. */
async function receive(files: { contentType: string; name: string | null; data: Buffer }[], text = '') {
  customers += 1;
  const from = `+1415558${String(customers).padStart(4, '0')}`;
  const media = files.map((file) => ({ ...file, data: file.data.toString('base64') }));
  await stack.control('messages', { from, to: NUMBER, text, media });
  const { id } = await conversationWith('acme', from);
  const stored = await eventually(
    () => messagesOf('acme', id),
    (messages) => messages[0]?.media.every(({ state }) => state !== 'pending') ?? false,
  );
  const [message] = stored;
  if (message === undefined) throw new Error('no message');
  return { conversationId: id, from, message };
}

async function grant(): Promise<string> {
  const result = await stack.call('getMediaGrant', {}, agent);
  if (!result.ok) throw new Error('no grant');
  return result.data.query;
}

const get = (path: string, query: string, headers: Record<string, string> = {}) =>
  fetch(`${stack.emulators.urls.functions}/media/${path}?${query}`, { headers });

describe('files of a customer', () => {
  it('are copied from the provider and served to the company alone', async () => {
    const { message } = await receive([{ contentType: 'image/png', name: 'a.png', data: PNG }], 'look');
    expect(message).toMatchObject({ kind: 'image', text: 'look' });
    expect(message.media).toMatchObject([
      { kind: 'image', mimeType: 'image/png', size: PNG.length, state: 'stored' },
    ]);
    const path = message.media[0]?.path ?? '';
    expect(path).toMatch(/^companies\/acme\/media\//);

    const answer = await get(path, await grant());
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(PNG);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': expect.stringMatching(/^inline;/),
    });
    const part = await get(path, await grant(), { range: 'bytes=1-3' });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 1-3/${PNG.length}`);
    expect(await part.text()).toBe('PNG');
    expect((await get(path, await grant(), { range: 'bytes=9999-' })).status).toBe(416);
    expect((await get(path, '')).status).toBe(403);
    expect((await get(path.replace('acme', 'globex'), await grant())).status).toBe(403);
    expect((await get(path.replace(/0$/, '7'), await grant())).status).toBe(404);
  });

  it('that are documents are saved, never shown, and contacts are read', async () => {
    const { message } = await receive([{ contentType: 'text/x-vcard', name: null, data: VCARD }]);
    expect(message.kind).toBe('contacts');
    expect(message.contacts).toEqual([{ name: 'Ana Rivera', phones: ['+14155550102'], emails: [] }]);
    const answer = await get(message.media[0]?.path ?? '', await grant());
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/);
  });

  it('that are not what they claim to be are refused for good', async () => {
    const { message } = await receive([
      { contentType: 'image/png', name: null, data: Buffer.from('<svg onload="x()">') },
      { contentType: 'image/png', name: null, data: PNG },
    ]);
    expect(message.media.map(({ state }) => state)).toEqual(['refused', 'stored']);
  });

  it('that cannot be fetched are tried again and given up after five attempts', async () => {
    const sid = newSid();
    const url = `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT_SID}/Messages/${sid}/Media/ME1`;
    const from = '+14155559911';
    const form = smsForm({
      From: from,
      MessageSid: sid,
      NumMedia: '1',
      MediaUrl0: url,
      MediaContentType0: 'image/png',
    });
    await postWebhook(stack, 'sms', form);
    const { id } = await conversationWith('acme', from);
    const [message] = await messagesOf('acme', id);
    const ref = db().doc(paths.outboxEntry('acme', message?.id ?? ''));
    const entry = async () => outboxEntrySchema.parse((await ref.get()).data());
    await eventually(entry, ({ attempts }) => attempts === 1);
    for (let attempts = 2; attempts <= 5; attempts += 1) {
      await ref.update({ nextAttemptAt: 1 });
      await stack.emulators.control.runSchedule('sweepOutbox');
      expect((await entry()).attempts).toBe(attempts);
    }
    expect(await entry()).toMatchObject({ state: 'dead', lastError: 'answered 404' });
    expect((await messagesOf('acme', id))[0]?.media[0]?.state).toBe('failed');
    await stack.emulators.control.runSchedule('sweepOutbox');
    expect((await entry()).attempts).toBe(5);
  });
});

describe('files that cannot be fetched for a fault of ours', () => {
  it('are shown as failed where each run was killed', async () => {
    const from = '+14155559913';
    const url = `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT_SID}/Messages/${newSid()}/Media/ME1`;
    const file = { NumMedia: '1', MediaUrl0: url, MediaContentType0: 'image/png' };
    await postWebhook(stack, 'sms', smsForm({ From: from, MessageSid: newSid(), ...file }));
    const { id } = await conversationWith('acme', from);
    const [message] = await messagesOf('acme', id);
    const ref = db().doc(paths.outboxEntry('acme', message?.id ?? ''));
    const entry = async () => outboxEntrySchema.parse((await ref.get()).data());
    await eventually(entry, ({ attempts }) => attempts === 1);
    await ref.update({ nextAttemptAt: 1, attempts: 4, isTakenUp: true });
    await stack.emulators.control.runSchedule('sweepOutbox');
    expect(await entry()).toMatchObject({ state: 'dead', attempts: 5, lastError: 'cut-short' });
    expect((await messagesOf('acme', id))[0]?.media[0]?.state).toBe('failed');
  });

  it('are shown as failed in the end, not as being copied for ever', async () => {
    const sid = newSid();
    const from = '+14155559912';
    const ref = db().doc(paths.channel('acme', company.channels.twilio_sms.channelId));
    const channel = (await ref.get()).data() ?? {};
    await ref.update({ type: 'no-such-type' });
    const file = { NumMedia: '1', MediaUrl0: 'https://api.twilio.com/x', MediaContentType0: 'image/png' };
    await postWebhook(stack, 'sms', smsForm({ From: from, MessageSid: sid, ...file }));
    const { id } = await conversationWith('acme', from);
    const [message] = await messagesOf('acme', id);
    const entryRef = db().doc(paths.outboxEntry('acme', message?.id ?? ''));
    const state = async () => outboxEntrySchema.parse((await entryRef.get()).data());
    await eventually(state, ({ attempts }) => attempts === 1);
    await entryRef.update({ nextAttemptAt: 1, attempts: 4 });
    await stack.killFunctions(); // a fresh instance, which does not remember the channel
    await stack.emulators.control.runSchedule('sweepOutbox');
    await ref.set(channel);
    expect(await state()).toMatchObject({ state: 'dead', attempts: 5 });
    expect((await messagesOf('acme', id))[0]?.media[0]?.state).toBe('failed');
  });
});

describe('files of a member', () => {
  async function openConversation() {
    const { conversationId, from } = await receive([]);
    await stack.call('acceptConversation', { conversationId }, agent);
    return { conversationId, from };
  }

  async function upload(data: Buffer, contentType: string, owner = company.members.agent): Promise<string> {
    const path = `uploads/acme/${owner}/${randomUUID()}`;
    await bucket().file(path).save(data, { resumable: false, contentType });
    return path;
  }

  function send(conversationId: string, path: string, clientMessageId: string = randomUUID()) {
    const input = {
      conversationId,
      clientMessageId,
      type: 'message',
      text: '',
      replyToMessageId: null,
    } as const;
    return stack.call('sendMessage', { ...input, uploads: [{ path, name: 'foto ñ.png' }] }, agent);
  }

  it('reach the customer, who fetches them by a link of their own', async () => {
    const { conversationId } = await openConversation();
    const path = await upload(PNG, 'image/png');
    const result = await send(conversationId, path);
    expect(result).toMatchObject({ ok: true, data: { status: 'sent' } });
    const sent = async () =>
      (await messagesOf('acme', conversationId)).find(({ direction }) => direction === 'outbound');
    const message = await eventually(sent, (found) => found?.status === 'delivered');
    expect(message).toMatchObject({
      kind: 'image',
      media: [{ name: 'foto ñ.png', size: PNG.length, state: 'stored' }],
    });
    const got = (await takenMessages(stack)).find(({ sid }) => sid === message?.providerMessageId);
    const file = await fetch(`${stack.simulator.url}/media/${got?.sid}/${got?.media[0]?.sid}`);
    expect(Buffer.from(await file.arrayBuffer())).toEqual(PNG);
    expect((await bucket().file(path).exists())[0]).toBe(false);
  });

  it('never take the place of another message’s file, whatever id the call names', async () => {
    const theirs = await receive([{ contentType: 'image/png', name: 'a.png', data: PNG }]);
    const { conversationId } = theirs;
    await stack.call('acceptConversation', { conversationId }, agent);
    const forged = Buffer.concat([PNG, Buffer.from('forged')]);
    const result = await send(conversationId, await upload(forged, 'image/png'), theirs.message.id);
    expect(result).toMatchObject({ details: { reason: 'invalid-input', field: 'clientMessageId' } });
    const [bytes] = await bucket()
      .file(theirs.message.media[0]?.path ?? '')
      .download();
    expect(bytes).toEqual(PNG);
  });

  it.each([
    ['missing', async () => `uploads/acme/${company.members.agent}/none`, 'upload-missing'],
    ['of another member', () => upload(PNG, 'image/png', company.members.admin), 'upload-missing'],
    ['of another type than allowed', () => upload(Buffer.from('<html>'), 'text/html'), 'upload-type-refused'],
    [
      'a page that claims to be a picture',
      () => upload(Buffer.from('<html>'), 'image/png'),
      'upload-type-refused',
    ],
    [
      'too large for the channel',
      () => upload(Buffer.concat([PNG, Buffer.alloc(5 * 1024 * 1024)]), 'image/png'),
      'upload-too-large',
    ],
  ])('are refused where a file is %s', async (_name, make, reason) => {
    const { conversationId } = await openConversation();
    expect(await send(conversationId, await make())).toMatchObject({
      ok: false,
      details: { reason, field: 'uploads.0' },
    });
    expect(
      (await messagesOf('acme', conversationId)).filter(({ direction }) => direction === 'outbound'),
    ).toEqual([]);
  });
});
