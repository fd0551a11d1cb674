import { isDeepStrictEqual } from 'node:util';
import type { CallableOutput } from '#contracts/callables/index.ts';
import type { AuditValues } from '#contracts/collections/audit.ts';
import { companySchema, UNBRANDED, type Branding, type Company } from '#contracts/collections/company.ts';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { nearestReadable } from '#contracts/look/accent-look.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { discardUploads } from '../media/store-upload.ts';
import { readUpload } from '../media/read-upload.ts';
import { shapeImage } from '../media/shape-image.ts';
import { db } from '../platform/admin.ts';
import type { Call } from '../platform/callable.ts';
import { forgetCompany } from '../platform/company.ts';
import { Refusal } from '../platform/refusal.ts';
import { isTimeZone } from '../platform/time-zone.ts';

/** Twice what the rail and the sign-in page show. */
const LOGO = { width: 320, height: 96, fit: 'inside' } as const;

/**
 * Saves name, language, time zone and look of the caller's company: what the caller names; the rest stays.
 * @throws Refusal `contrast-too-low` with the nearest readable colour in `values.accent`; `image-unreadable`;
 *   `invalid-input` for a time zone that does not exist
 */
export async function saveCompany(call: Call<'saveCompany'>): Promise<CallableOutput<'saveCompany'>> {
  const { companyId, uid, member, input } = call;
  if (input.timeZone !== undefined && !isTimeZone(input.timeZone))
    throw new Refusal('invalid-input', { field: 'timeZone' });
  requireReadable(input.accent ?? null);
  const newLogo = await readLogo(call);
  const ref = db().doc(paths.company(companyId));
  const logo = await db().runTransaction(async (transaction) => {
    const company = companySchema.parse((await transaction.get(ref)).data());
    const before = company.branding ?? UNBRANDED;
    const { name = company.name, locale = company.locale, timeZone = company.timeZone } = input;
    const { accent = before.accent } = input;
    const branding: Branding = { accent, logo: newLogo === undefined ? before.logo : newLogo };
    const changed = { ...company, name, locale, timeZone, branding };
    if (isDeepStrictEqual(changed, { ...company, branding: before })) return branding.logo;
    transaction.update(ref, { name, locale, timeZone, branding });
    writeAudit(transaction, {
      companyId,
      action: 'company.changed',
      by: { uid, name: member.name },
      target: { id: companyId, name },
      before: described(company, before),
      after: described({ ...company, name, locale, timeZone }, branding),
    });
    return branding.logo;
  });
  forgetCompany(companyId);
  if (input.logo) await discardUploads([{ path: input.logo.path, name: '' }]);
  return { logo };
}

/** Undefined: stays as it is. */
async function readLogo({ companyId, uid, input }: Call<'saveCompany'>): Promise<string | null | undefined> {
  if (input.logo === undefined || input.logo === null) return input.logo;
  const whose = { companyId, uid, maxBytes: LIMITS.avatarBytes, field: 'logo' };
  const { bytes } = await readUpload(input.logo.path, whose);
  const picture = await shapeImage(bytes, LOGO, whose.field);
  return `data:image/webp;base64,${picture.toString('base64')}`;
}

function described(company: Company, { accent, logo }: Branding): AuditValues {
  const { name, locale, timeZone } = company;
  return { name, locale, timeZone, accent, hasLogo: logo !== null };
}

function requireReadable(accent: string | null): void {
  if (accent === null) return;
  const nearest = nearestReadable(accent);
  if (nearest !== accent)
    throw new Refusal('contrast-too-low', { field: 'accent', values: { accent: nearest } });
}
