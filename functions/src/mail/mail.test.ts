import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SimulatedMail } from '../../../simulator/src/mail/mailbox.ts';
import { control } from '../../../simulator/testing/control.ts';
import { outboxEntrySchema } from '#contracts/collections/outbox.ts';
import { mailSettingsSchema } from '#contracts/collections/mail-settings.ts';
import { paths } from '#contracts/collections/paths.ts';
import type { Mail } from '#contracts/mail.ts';
import { addOutboxEntry } from '../outbox/add-entry.ts';
import { runOutboxEntry } from '../outbox/run-entry.ts';
import { db } from '../platform/admin.ts';
import { now } from '../platform/clock.ts';
import { eventually } from '../testing/inbox.ts';
import { endTrouble } from '../testing/provider.ts';
import { useCompany } from '../testing/use-company.ts';
import { connectMailServer } from './mail-server.ts';

const demo = useCompany();
let smtp: { host: string; port: number };

beforeAll(() => {
  const url = new URL(demo.stack.simulator.smtpUrl);
  smtp = { host: url.hostname, port: Number(url.port) };
});
beforeEach(() => endTrouble(demo.stack));

async function received(to: string): Promise<SimulatedMail[]> {
  const answer = await control(demo.stack.simulator, 'GET', `mails?to=${encodeURIComponent(to)}`);
  return (answer as { mails: SimulatedMail[] }).mails; // the simulator's own answer
}

async function queue(id: string, mail: Mail): Promise<string> {
  const batch = db().batch();
  addOutboxEntry(batch, { companyId: 'acme', id, at: now(), job: { type: 'send-mail', mail } });
  await batch.commit();
  return paths.outboxEntry('acme', id);
}

const stateOf = async (path: string) => outboxEntrySchema.parse((await db().doc(path).get()).data());

const invitation = (to: string): Mail => ({
  to,
  locale: 'es',
  content: {
    template: 'invitation',
    companyName: 'Acme',
    inviterName: 'Ada <b>Admin</b>\r\nBcc: everybody@example.test',
    memberName: 'Bea',
    invitationId: 'inv1',
    expiresAt: 1_763_700_000_000,
  },
});

describe('a mail of the outbox', () => {
  it('leaves in the reader’s language with a signed link, and names stay text', async () => {
    const path = await queue('mail-1', invitation('bea@example.test'));
    await eventually(
      () => stateOf(path),
      ({ state }) => state === 'done',
    );
    const [mail, ...more] = await received('bea@example.test');
    expect(more).toEqual([]);
    expect(mail?.subject).toBe('Ada <b>Admin</b> Bcc: everybody@example.test te invita a Acme');
    expect(mail?.from).toContain('colibri@example.test');
    expect(mail?.text).toMatch(/https:\/\/example\.test\/welcome\?invitation=inv1&signature=[\w-]{22}/);
    expect(mail?.html).toContain('&lt;b&gt;Admin&lt;/b&gt;');
    expect(mail?.html).not.toContain('<b>Admin');
    expect(await received('everybody@example.test')).toEqual([]);
    // The address itself stands nowhere in the database.
    expect(JSON.stringify(await stateOf(path))).not.toContain('signature');
  });

  it('is sent once however often its entry is delivered', async () => {
    const path = await queue('mail-2', invitation('cleo@example.test'));
    await eventually(
      () => stateOf(path),
      ({ state }) => state === 'done',
    );
    await Promise.all([runOutboxEntry(path), runOutboxEntry(path)]);
    expect(await received('cleo@example.test')).toHaveLength(1);
  });

  it('waits for the next attempt where the server refuses it', async () => {
    await demo.stack.control('trouble', { kind: 'refuse-mail', code: 451, times: 1 });
    const path = await queue('mail-3', invitation('dora@example.test'));
    await eventually(
      () => stateOf(path),
      ({ attempts }) => attempts === 1,
    );
    expect(await stateOf(path)).toMatchObject({ state: 'pending', lastError: 'mail-refused' });
    expect(await received('dora@example.test')).toEqual([]);
  });
});

describe('the company’s own server', () => {
  const settings = () => ({
    ...smtp,
    isSecure: false,
    user: 'acme',
    password: 'a-secret-password',
    fromName: 'Acme Shoes',
    fromAddress: 'hello@acme.test',
  });
  const stored = async () =>
    mailSettingsSchema.parse((await db().doc(paths.mailSettings('acme')).get()).data());
  const email = () => `${demo.company.members.admin}@example.test`;

  it('sends as the company, and its password is shown to nobody', async () => {
    expect(await demo.call('saveMailSettings', { settings: settings() })).toMatchObject({ ok: true });
    expect(await demo.call('testMail', {})).toMatchObject({ ok: true });
    const mails = await received(email());
    expect(mails.at(-1)?.from).toContain('hello@acme.test');
    expect((await stored()).secretLastFour).toBe('word');
    const everything = await db().collection('companies/acme/secrets').get();
    expect(JSON.stringify(everything.docs.map((snapshot) => snapshot.data()))).not.toContain(
      'a-secret-password',
    );
    expect(demo.stack.output()).not.toContain('a-secret-password');
  });

  it('shows nothing of a short password, and knows that there is one', async () => {
    const short = { ...settings(), password: 'four' };
    expect(await demo.call('saveMailSettings', { settings: short })).toMatchObject({ ok: true });
    expect((await stored()).secretLastFour).toBe('');
    const kept = { ...short, password: null, fromName: 'Acme' };
    expect(await demo.call('saveMailSettings', { settings: kept })).toMatchObject({ ok: true });
  });

  it('keeps its password only for the same server and user', async () => {
    await demo.call('saveMailSettings', { settings: settings() });
    const kept = { ...settings(), password: null, fromName: 'Acme' };
    expect(await demo.call('saveMailSettings', { settings: kept })).toMatchObject({ ok: true });
    for (const other of [{ host: 'smtp.evil.test' }, { user: 'other' }, { port: 2525 }]) {
      expect(await demo.call('saveMailSettings', { settings: { ...kept, ...other } })).toMatchObject({
        details: { reason: 'invalid-input', field: 'settings.password' },
      });
    }
  });

  it('says so when the sign-in is refused', async () => {
    await demo.call('saveMailSettings', { settings: { ...settings(), password: 'wrong-password' } });
    expect(await demo.call('testMail', {})).toMatchObject({ details: { reason: 'mail-login-refused' } });
    expect(await stored()).toMatchObject({
      lastProblem: 'mail-login-refused',
      lastError: expect.stringContaining('535'),
    });
  });

  it('is in trouble no more once a mail has left', async () => {
    await demo.call('saveMailSettings', { settings: settings() });
    await demo.stack.control('trouble', { kind: 'refuse-mail', code: 550, times: 1 });
    expect(await demo.call('testMail', {})).toMatchObject({ details: { reason: 'mail-refused' } });
    expect(await stored()).toMatchObject({ lastProblem: 'mail-refused' });
    expect(await demo.call('testMail', {})).toMatchObject({ ok: true });
    expect(await stored()).toMatchObject({ lastErrorAt: null, lastProblem: null, lastError: null });
  });

  it('says so where there is no such server', async () => {
    await demo.call('saveMailSettings', { settings: { ...settings(), host: 'smtp.no-such-host.test' } });
    expect(await demo.call('testMail', {})).toMatchObject({ details: { reason: 'mail-unreachable' } });
    expect(await stored()).toMatchObject({ lastProblem: 'mail-unreachable', lastError: null });
  });

  it.each(['127.0.0.1', 'localhost', '169.254.169.254', '10.0.0.1', '0x7f000001'])(
    'is never a private address: %s',
    async (host) => {
      const inside = { ...settings(), host, port: 26 };
      await demo.call('saveMailSettings', { settings: inside });
      expect(await demo.call('testMail', {})).toMatchObject({ details: { reason: 'mail-not-public' } });
      expect(await stored()).toMatchObject({ lastProblem: 'mail-not-public', lastError: null });
    },
  );

  it('is the installation’s own only for who has an account there', async () => {
    const anybody = { ...settings(), user: '', password: null, fromAddress: 'ceo@example.test' };
    expect(await demo.call('saveMailSettings', { settings: anybody })).toMatchObject({ ok: true });
    expect(await demo.call('testMail', {})).toMatchObject({ details: { reason: 'mail-not-public' } });
  });

  it.each([
    ['a password', 'acme', { requireTLS: true, forceAuth: true }],
    ['nothing secret', '', { host: '8.8.8.8' }],
  ])('gets %s over TLS or not at all, at the address that was judged', async (_what, user, options) => {
    const address = { host: '8.8.8.8', port: 587, isSecure: false, user, password: 'a-secret-password' };
    const from = { name: 'Acme', address: 'hello@acme.test' };
    const transporter = await connectMailServer({ address, from, isOwn: true });
    expect(transporter.options).toMatchObject(options);
  });

  it('is left for the installation’s again', async () => {
    expect(await demo.call('saveMailSettings', { settings: null })).toMatchObject({ ok: true });
    expect((await db().doc(paths.secret('acme', 'mail')).get()).exists).toBe(false);
    await demo.call('testMail', {});
    expect((await received(email())).at(-1)?.from).toContain('colibri@example.test');
  });

  it('is nobody’s but the admins’', async () => {
    const supervisor = await demo.stack.signIn(demo.company.members.supervisor);
    expect(await demo.stack.call('saveMailSettings', { settings: null }, supervisor)).toMatchObject({
      details: { reason: 'role-not-allowed' },
    });
    expect(await demo.stack.call('testMail', {}, supervisor)).toMatchObject({
      details: { reason: 'role-not-allowed' },
    });
  });
});
