import * as z from 'zod/mini';

export const personSchema = z.object({ name: z.string(), phone: z.string() });

/** Somebody with a phone. */
export type Person = z.infer<typeof personSchema>;

/** Ready-made customers. The American numbers are from the range kept for fiction. */
export const PEOPLE: Person[] = [
  { name: 'Emily Carter', phone: '+12025550143' },
  { name: 'James Walker', phone: '+13105550178' },
  { name: 'Lucía Torres', phone: '+525555500101' },
  { name: 'Diego Herrera', phone: '+523355500102' },
  { name: 'Beatriz Lima', phone: '+5511955500103' },
  { name: 'Rafael Costa', phone: '+5521955500104' },
];

/** The number as providers write it, or null for what is none. Spaces, hyphens and brackets may stand in it. */
export function readPhone(text: string): string | null {
  const phone = text.replace(/[\s().-]/g, '');
  return /^\+[1-9]\d{6,14}$/.test(phone) ? phone : null;
}
