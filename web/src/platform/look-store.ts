import * as z from 'zod/mini';
import type { AccentLook } from '#contracts/look/accent-look.ts';

const KEY = 'colibri.look';
const hexSchema = z.string().check(z.regex(/^#[0-9a-f]{6}$/));
/** The variable that looks got last: what an earlier version of the app has kept lacks it, and is made anew. */
const NEWEST_VARIABLE = '--accent-filled-text';
const variablesSchema = z.record(z.string().check(z.regex(/^--[a-z-]+$/)), hexSchema);

const lookSchema = z.object({
  /** What the inline script of index.html applies before anything is painted. */
  css: z.string(),
  /** The accent that `css` was made of; null: Colibri's own. */
  accent: z.nullable(hexSchema),
  /** Ten steps for the interface's parts; null: Colibri's own. */
  palette: z.nullable(z.array(hexSchema).check(z.length(10))),
  /** Whose installation this device shows, for screens before the sign-in too. */
  brand: z.nullable(z.object({ name: z.string(), logo: z.nullable(z.string()) })),
});
const storedLookSchema = lookSchema.check(
  z.refine(({ accent, css }) => accent === null || css.includes(NEWEST_VARIABLE)),
);
export type Look = z.infer<typeof lookSchema>;

const PLAIN: Look = { css: '', accent: null, palette: null, brand: null };

let current: Look = read();
const listeners = new Set<() => void>();

/** The look of this device: what the company and the member chose when they were last here. */
export function currentLook(): Look {
  return current;
}

/** Calls back after each change; answers with how to stop. */
export function watchLook(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Shows a look at once and keeps it for the next start on this device. */
export function applyLook(look: Look): void {
  if (JSON.stringify(look) === JSON.stringify(current)) return;
  current = look;
  localStorage.setItem(KEY, JSON.stringify(look));
  styleElement().textContent = look.css;
  for (const listener of listeners) listener();
}

/** The look that follows from an accent; null: Colibri's own. */
export async function lookOf(accent: string | null, brand: Look['brand']): Promise<Look> {
  if (accent === null) return { ...PLAIN, brand };
  if (accent === current.accent) return { ...current, brand };
  const { accentLook } = await import('#contracts/look/accent-look.ts');
  const made = accentLook(accent);
  return { css: cssOf(made), accent, palette: made.palette, brand };
}

/** Stronger than the values of theme.css, wherever the browser puts the two. */
function cssOf({ light, dark }: AccentLook): string {
  const block = (selector: string, values: Record<string, string>) =>
    `${selector}{${Object.entries(variablesSchema.parse(values))
      .map(([name, value]) => `${name}:${value}`)
      .join(';')}}`;
  return `${block('html:root', light)}${block("html:root[data-mantine-color-scheme='dark']", dark)}`;
}

/** The element that the inline script has made, or a new one. */
function styleElement(): HTMLElement {
  const existing = document.getElementById('look');
  if (existing !== null) return existing;
  const element = document.createElement('style');
  element.id = 'look';
  document.head.append(element);
  return element;
}

function read(): Look {
  try {
    const parsed = storedLookSchema.safeParse(JSON.parse(localStorage.getItem(KEY) ?? 'null'));
    return parsed.success ? parsed.data : PLAIN;
  } catch {
    return PLAIN; // somebody's hand in the storage: the look is made anew from the company and the member
  }
}
