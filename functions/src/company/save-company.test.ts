import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { auditEntrySchema } from '#contracts/collections/audit.ts';
import { companySchema } from '#contracts/collections/company.ts';
import { paths } from '#contracts/collections/paths.ts';
import { bucket, db } from '../platform/admin.ts';
import { useCompany } from '../testing/use-company.ts';

const demo = useCompany();

const settings = { name: 'Acme', locale: 'es', timeZone: 'America/Lima', accent: '#1c64b4' } as const;
const stored = async () => companySchema.parse((await db().doc(paths.company('acme')).get()).data());

async function upload(bytes: Buffer, contentType: string): Promise<{ path: string }> {
  const path = `uploads/acme/${demo.company.members.admin}/a-file-of-the-admin-0001`;
  await bucket().file(path).save(bytes, { contentType, resumable: false });
  return { path };
}

describe('the company', () => {
  it('is saved with its look and leaves a record of what differs', async () => {
    expect(await demo.call('saveCompany', settings)).toEqual({ ok: true, data: { logo: null } });
    const { accent, ...rest } = settings;
    expect(await stored()).toMatchObject({ ...rest, branding: { accent, logo: null } });
    const records = await db().collection(paths.audit('acme')).get();
    expect(records.docs.map((snapshot) => auditEntrySchema.parse(snapshot.data()))).toMatchObject([
      {
        action: 'company.changed',
        by: { uid: demo.company.members.admin },
        before: { name: 'Demo', locale: 'en', timeZone: 'UTC', accent: null },
        after: { name: 'Acme', locale: 'es', timeZone: 'America/Lima', accent: '#1c64b4' },
      },
    ]);
  });

  it('leaves no second record where nothing has changed', async () => {
    await demo.call('saveCompany', settings);
    const records = () => db().collection(paths.audit('acme')).count().get();
    const before = (await records()).data().count;
    expect(await demo.call('saveCompany', settings)).toEqual({ ok: true, data: { logo: null } });
    expect((await records()).data().count).toBe(before);
  });

  it('keeps what two people change who each changed something else', async () => {
    await demo.call('saveCompany', settings);
    await demo.call('saveCompany', { name: 'Acme and Sons' });
    expect(await demo.call('saveCompany', { accent: null })).toMatchObject({ ok: true });
    await demo.call('saveCompany', { timeZone: 'UTC' });
    await demo.call('saveCompany', { locale: 'en' });
    const changed = { name: 'Acme and Sons', locale: 'en', timeZone: 'UTC' };
    expect(await stored()).toMatchObject({ ...changed, branding: { accent: null, logo: null } });
    expect(await demo.call('saveCompany', {})).toMatchObject({ ok: true });
    expect(await stored()).toMatchObject(changed);
  });

  it('refuses a colour on which white cannot be read, and offers the nearest good one', async () => {
    const before = await stored();
    const result = await demo.call('saveCompany', { ...settings, accent: '#ffd400' });
    expect(result).toMatchObject({ details: { reason: 'contrast-too-low', field: 'accent' } });
    const offered = result.ok ? '' : String(result.details?.values?.['accent']);
    expect(offered).toMatch(/^#[0-9a-f]{6}$/);
    expect(await stored()).toEqual(before);
    expect(await demo.call('saveCompany', { ...settings, accent: offered })).toMatchObject({
      ok: true,
    });
  });

  it('refuses a time zone that does not exist', async () => {
    expect(await demo.call('saveCompany', { ...settings, timeZone: 'Mars/Olympus' })).toMatchObject({
      details: { reason: 'invalid-input', field: 'timeZone' },
    });
  });

  it('keeps a logo as a small picture made anew, and drops it again', async () => {
    const large = await sharp({ create: { width: 2000, height: 1000, channels: 3, background: '#c02626' } })
      .withExif({ IFD0: { Artist: 'somebody in particular' } })
      .jpeg()
      .toBuffer();
    const logo = await upload(large, 'image/jpeg');
    const saved = await demo.call('saveCompany', { ...settings, logo });
    const address = saved.ok ? (saved.data.logo ?? '') : '';
    expect(address).toMatch(/^data:image\/webp;base64,/);
    const picture = Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');
    expect(await sharp(picture).metadata()).toMatchObject({ format: 'webp', width: 192, height: 96 });
    expect(picture.includes('somebody in particular')).toBe(false);
    expect((await bucket().file(logo.path).exists())[0]).toBe(false);
    expect(await demo.call('saveCompany', settings)).toMatchObject({ data: { logo: address } });
    expect(await demo.call('saveCompany', { ...settings, logo: null })).toMatchObject({
      data: { logo: null },
    });
  });

  it.each([
    ['a drawing that could run', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['noise', 'not a picture at all'],
  ])('refuses %s as a logo', async (_what, text) => {
    const logo = await upload(Buffer.from(text), 'image/png');
    expect(await demo.call('saveCompany', { ...settings, logo })).toMatchObject({
      details: { reason: 'image-unreadable' },
    });
  });

  it('takes nobody else’s upload, and no word from who may not', async () => {
    const logo = { path: `uploads/acme/${demo.company.members.agent}/a-file-of-the-agent-0001` };
    expect(await demo.call('saveCompany', { ...settings, logo })).toMatchObject({
      details: { reason: 'upload-missing' },
    });
    const supervisor = await demo.stack.signIn(demo.company.members.supervisor);
    expect(await demo.stack.call('saveCompany', settings, supervisor)).toMatchObject({
      details: { reason: 'role-not-allowed' },
    });
  });
});
