import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '#contracts/limits.ts';
import { auth, bucket, db } from '../platform/admin.ts';
import { paths } from '#contracts/collections/paths.ts';
import { createDemoCompany, type DemoCompany } from '../testing/demo-company.ts';
import { auditOf, directoryOf, memberOf } from '../testing/people.ts';
import { startStack, type Stack } from '../testing/stack.ts';
import { avatarFolder } from './avatar.ts';

let stack: Stack;
let members: DemoCompany['members'];
let agent: string;

beforeAll(async () => {
  stack = await startStack();
  ({ members } = await createDemoCompany('acme'));
  agent = await stack.signIn(members.agent);
});
afterAll(() => stack.stop());

const profile = { name: 'Ana Ríos', phone: null, timeZone: null, locale: 'es' } as const;
const save = (change: object = {}) => stack.call('saveProfile', { ...profile, ...change }, agent);

async function upload(
  bytes: Buffer | string,
  contentType = 'image/png',
  uid = members.agent,
): Promise<string> {
  const path = `uploads/acme/${uid}/${randomUUID()}`;
  await bucket().file(path).save(bytes, { resumable: false, contentType });
  return path;
}

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 30, b: 30 } } });

const exists = async (path: string) => (await bucket().file(path).exists())[0];

describe('the own profile', () => {
  it('is saved in member, directory and account together, without a line in the audit log', async () => {
    const input = { phone: ' (415) 555-0123 ', timeZone: 'America/Bogota' };
    expect(await save(input)).toEqual({ ok: true, data: { avatar: null } });
    expect(await memberOf('acme', members.agent)).toMatchObject({
      name: 'Ana Ríos',
      phone: '+14155550123',
      timeZone: 'America/Bogota',
      locale: 'es',
      role: 'agent',
      active: true,
    });
    expect((await directoryOf('acme'))[members.agent]).toMatchObject({ name: 'Ana Ríos', active: true });
    expect((await auth().getUser(members.agent)).displayName).toBe('Ana Ríos');
    expect(await auditOf('acme')).toEqual([]);
    expect(await save({ phone: ' ' })).toMatchObject({ ok: true });
    expect(await memberOf('acme', members.agent)).toMatchObject({ phone: null, timeZone: null });
  });

  it.each([
    [{ phone: 'call me' }, { reason: 'phone-invalid', field: 'phone' }],
    [{ phone: '123' }, { reason: 'phone-invalid', field: 'phone' }],
    [{ timeZone: 'Mars/Olympus' }, { reason: 'invalid-input', field: 'timeZone' }],
    [{ timeZone: '../etc' }, { reason: 'invalid-input', field: 'timeZone' }],
    [{ role: 'admin' }, { reason: 'invalid-input' }],
    [{ name: ' ' }, { reason: 'invalid-input', field: 'name' }],
  ])('refuses %j and changes nothing', async (change, details) => {
    const before = await memberOf('acme', members.agent);
    expect(await save(change)).toMatchObject({ ok: false, details });
    expect(await memberOf('acme', members.agent)).toEqual(before);
  });
});

describe('a picture', () => {
  it('becomes a square without metadata, is served to the company, and takes the place of the old one', async () => {
    const bytes = await picture(1200, 600)
      .withExif({ IFD0: { Copyright: 'a secret place' } })
      .jpeg()
      .toBuffer();
    expect(bytes.includes('a secret place')).toBe(true);
    const source = await upload(bytes, 'image/jpeg');
    const result = await save({ avatar: { path: source } });
    const path = result.ok ? (result.data.avatar ?? '') : '';
    expect(path.startsWith(avatarFolder('acme', members.agent))).toBe(true);
    expect(await memberOf('acme', members.agent)).toMatchObject({ avatar: path });
    expect((await directoryOf('acme'))[members.agent]).toMatchObject({ avatar: path });
    expect(await exists(source)).toBe(false);
    const [stored] = await bucket().file(path).download();
    expect(await sharp(stored).metadata()).toMatchObject({ format: 'webp', width: 256, height: 256 });
    expect(stored.includes('a secret place')).toBe(false);

    const grant = await stack.call('getMediaGrant', {}, agent);
    const query = grant.ok ? grant.data.query : '';
    const served = await fetch(`${stack.emulators.urls.functions}/media/${path}?${query}`);
    expect(served.status).toBe(200);
    expect(served.headers.get('content-type')).toBe('image/webp');
    expect(served.headers.get('content-disposition')).toContain('inline');

    expect(await save()).toMatchObject({ data: { avatar: path } }); // kept where it is not named
    const next = await save({ avatar: { path: await upload(await picture(10, 20).png().toBuffer()) } });
    expect(next).toMatchObject({ ok: true });
    expect(await exists(path)).toBe(false);
    expect(await save({ avatar: null })).toEqual({ ok: true, data: { avatar: null } });
    const [left] = await bucket().getFiles({ prefix: avatarFolder('acme', members.agent) });
    expect(left).toEqual([]);
    expect((await directoryOf('acme'))[members.agent]).toMatchObject({ avatar: null });
  });

  const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  it.each([
    ['an SVG', () => SVG, 'image/svg+xml', 'image-unreadable'],
    ['an SVG that says it is a PNG', () => SVG, 'image/png', 'image-unreadable'],
    ['a page', () => '<!doctype html><script>alert(1)</script>', 'image/png', 'image-unreadable'],
    ['text', () => 'hello', 'text/plain', 'image-unreadable'],
    ['a PDF', () => '%PDF-1.7\n', 'application/pdf', 'image-unreadable'],
    ['a TIFF', () => picture(9, 9).tiff().toBuffer(), 'image/tiff', 'image-unreadable'],
    [
      'half a picture',
      async () => (await picture(400, 400).jpeg().toBuffer()).subarray(0, 700),
      'image/jpeg',
      'image-unreadable',
    ],
    [
      'too many pixels',
      () => picture(6000, 6000).png({ compressionLevel: 9 }).toBuffer(),
      'image/png',
      'image-unreadable',
    ],
    ['too many bytes', () => Buffer.alloc(LIMITS.avatarBytes + 1), 'image/png', 'upload-too-large'],
  ])('that is %s is refused and changes nothing', async (_name, make, contentType, reason) => {
    const path = await upload(await make(), contentType);
    expect(await save({ name: 'Eve', avatar: { path } })).toMatchObject({
      ok: false,
      details: { reason, field: 'avatar' },
    });
    expect(await memberOf('acme', members.agent)).toMatchObject({ name: 'Ana Ríos', avatar: null });
  });

  it('of somebody else, of another company, or from another place is missing', async () => {
    const png = await picture(5, 5).png().toBuffer();
    await createDemoCompany('globex');
    const foreign = `uploads/globex/globex-agent/${randomUUID()}`;
    await bucket().file(foreign).save(png, { resumable: false, contentType: 'image/png' });
    const theirs = await upload(png, 'image/png', members.admin);
    const own = `uploads/acme/${members.agent}`;
    for (const path of [theirs, foreign, `${own}/../../${foreign}`, `${own}/nothing`, foreign.slice(8), ''])
      expect(await save({ avatar: { path } })).toMatchObject({ details: { reason: 'upload-missing' } });
    expect(await exists(theirs)).toBe(true);
    expect(await exists(foreign)).toBe(true);
  });
});

describe('sessions', () => {
  const sessions = async (uid: string) =>
    (await db().collection(paths.sessions('acme', uid)).orderBy('authTime').get()).docs.map((row) =>
      row.data(),
    );
  const authTimeOf = (token: string) => Number(claimsOf(token)['auth_time']);
  const canWork = async (token: string) => (await stack.call('getMediaGrant', {}, token)).ok;

  function claimsOf(token: string): Record<string, unknown> {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return { ...(claims as object) }; // the claims of a token are an object
  }

  /** Two sessions that began in different seconds. */
  async function twoSessions(uid: string): Promise<[string, string]> {
    const first = await stack.signIn(uid);
    for (;;) {
      const second = await stack.signIn(uid);
      if (authTimeOf(second) > authTimeOf(first)) return [first, second];
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  it('are listed once each, and one of them is ended alone', async () => {
    const uid = members.secondAgent;
    const [here, there] = await twoSessions(uid);
    for (const token of [here, here, there])
      expect(await stack.call('noteSession', { device: ' Firefox on Linux ' }, token)).toMatchObject({
        ok: true,
      });
    expect(await sessions(uid)).toEqual(
      [here, there].map((token) => ({
        authTime: authTimeOf(token),
        device: 'Firefox on Linux',
        signedInAt: authTimeOf(token) * 1000,
      })),
    );
    const ended = { authTime: authTimeOf(there) };
    expect(await stack.call('endSession', ended, here)).toMatchObject({ ok: true });
    expect(await stack.call('endSession', ended, here)).toMatchObject({ ok: true });
    expect(await stack.call('getMediaGrant', {}, there)).toMatchObject({
      details: { reason: 'session-ended' },
    });
    expect(await stack.call('noteSession', { device: 'again' }, there)).toMatchObject({
      details: { reason: 'session-ended' },
    });
    expect(await canWork(here)).toBe(true);
    expect(await sessions(uid)).toHaveLength(1);
    expect(await memberOf('acme', uid)).toMatchObject({ revokedAuthTimes: [authTimeOf(there)] });
    expect(await stack.call('endSession', { authTime: 4_000_000_000 }, here)).toMatchObject({
      details: { reason: 'not-found' },
    });

    expect(await stack.call('endAllSessions', {}, here)).toMatchObject({ ok: true });
    expect(await canWork(here)).toBe(false);
    expect(await sessions(uid)).toEqual([]);
    expect(await memberOf('acme', uid)).toMatchObject({ revokedAuthTimes: [] });
    expect(await canWork(await stack.signIn(uid))).toBe(true);
  });

  it('can be ended by the one who is signed in there', async () => {
    const uid = members.supervisor;
    const token = await stack.signIn(uid);
    expect(await stack.call('endSession', { authTime: authTimeOf(token) }, token)).toMatchObject({
      ok: true,
    });
    expect(await canWork(token)).toBe(false);
  });

  it('that are ended one by one come to a limit, where all are ended instead', async () => {
    const uid = members.admin;
    const token = await stack.signIn(uid);
    const later = authTimeOf(token) + 1000;
    const full = Array.from({ length: LIMITS.revokedSessions }, (_, index) => later + index);
    await db().doc(paths.member('acme', uid)).update({ revokedAuthTimes: full });
    expect(await stack.call('endSession', { authTime: authTimeOf(token) }, token)).toMatchObject({
      status: 'RESOURCE_EXHAUSTED',
      details: { reason: 'limit-reached', values: { limit: LIMITS.revokedSessions } },
    });
    expect(await canWork(token)).toBe(true);
    expect(await stack.call('endAllSessions', {}, token)).toMatchObject({ ok: true });
    expect(await canWork(await stack.signIn(uid))).toBe(true);
  });

  it('are listed up to fifty, newest first', async () => {
    const uid = members.supervisor;
    const token = await stack.signIn(uid);
    await db().doc(paths.member('acme', uid)).update({ revokedAuthTimes: [] });
    const batch = db().batch();
    for (let authTime = 1; authTime <= LIMITS.listedSessions + 3; authTime += 1)
      batch.set(db().doc(paths.session('acme', uid, authTime)), { authTime, device: 'x', signedInAt: 1 });
    await batch.commit();
    await stack.call('noteSession', { device: 'y' }, token);
    const listed = await sessions(uid);
    expect(listed).toHaveLength(LIMITS.listedSessions);
    expect(listed.at(-1)).toMatchObject({ device: 'y' });
  });
});
