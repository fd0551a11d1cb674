import * as z from 'zod/mini';

/** Accents that a member may choose instead of the company's; each is readable in both schemes. */
export const ACCENTS = ['company', 'blue', 'teal', 'green', 'violet', 'pink', 'orange', 'gray'] as const;
export const accentSchema = z.enum(ACCENTS);
export type Accent = z.infer<typeof accentSchema>;

/** `#rrggbb` of each accent of our own. */
export const ACCENT_COLORS: Record<Exclude<Accent, 'company'>, string> = {
  blue: '#1c64b4',
  teal: '#0a7566',
  green: '#2b7434',
  violet: '#6741c9',
  pink: '#b8255c',
  orange: '#a8501a',
  gray: '#4d5763',
};
