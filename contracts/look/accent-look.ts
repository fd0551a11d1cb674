import { clampChroma, formatHex, modeLrgb, modeOklch, modeRgb, useMode, wcagContrast } from 'culori/fn';

useMode(modeRgb);
useMode(modeLrgb);
const toOklch = useMode(modeOklch);

/** Ratio that text needs on its ground: WCAG 2.2, success criterion 1.4.3. */
export const READABLE_RATIO = 4.5;
const WHITE = '#ffffff';
/** Surfaces and text of the two schemes, as `web/src/ui/theme.css` has them. */
const LIGHT = { surface: '#ffffff', text: '#1b2430' };
const DARK = { surface: '#181d24', text: '#e4e8ed' };
/** Lightness of the steps 0 to 6; step 7 is the colour itself. */
const TINTS = [0.965, 0.93, 0.87, 0.79, 0.72, 0.65, 0.58];
/** How much of the colour's chroma each of them keeps. */
const TINT_CHROMA = [0.12, 0.24, 0.45, 0.7, 0.85, 0.95, 1];
const STEP = 0.005;

/** Everything that follows from one accent colour. All values are `#rrggbb`. */
export interface AccentLook {
  /** Ten steps from light to dark; step 7 is the colour itself, with white text on it. */
  palette: string[];
  /** Values of the accent's CSS variables in each scheme. */
  light: Record<AccentVariable, string>;
  dark: Record<AccentVariable, string>;
}

export const ACCENT_VARIABLES = [
  '--accent',
  '--accent-text',
  '--accent-tint',
  '--selected',
  '--bubble-out',
] as const;
export type AccentVariable = (typeof ACCENT_VARIABLES)[number];

/** Contrast of two colours, 1 to 21. */
export function contrastOf(one: string, other: string): number {
  return wcagContrast(one, other);
}

/**
 * Whether white text can be read on a colour, as filled buttons show it.
 * @returns the colour itself where it can, else the nearest darker one of the same hue
 */
export function nearestReadable(color: string): string {
  return adjusted(color, -STEP, (candidate) => contrastOf(candidate, WHITE) >= READABLE_RATIO);
}

/** @param color `#rrggbb` on which white can be read */
export function accentLook(color: string): AccentLook {
  const { c: chroma, h: hue = 0 } = oklchOf(color);
  const at = (lightness: number, share: number) => hexOf(lightness, chroma * share, hue);
  const tints = TINTS.map((lightness, step) => at(lightness, TINT_CHROMA[step] ?? 1));
  const base = oklchOf(color).l;
  const lightTint = at(0.945, 0.18);
  const darkTint = at(0.29, 0.3);
  const darker = adjusted(at(Math.max(base - 0.06, 0), 1), -STEP, (candidate) =>
    isReadable(candidate, lightTint),
  );
  const onDark = adjusted(tints[4] ?? color, STEP, (candidate) => isReadable(candidate, DARK.surface));
  const textOnDark = adjusted(tints[3] ?? color, STEP, (candidate) => isReadable(candidate, darkTint));
  return {
    palette: [
      ...tints.slice(0, 4),
      onDark,
      ...tints.slice(5),
      color,
      darker,
      at(Math.max(base - 0.14, 0), 0.9),
    ],
    light: {
      '--accent': color,
      '--accent-text': darker,
      '--accent-tint': lightTint,
      '--selected': at(0.95, 0.16),
      '--bubble-out': lightTint,
    },
    dark: {
      '--accent': onDark,
      '--accent-text': textOnDark,
      '--accent-tint': darkTint,
      '--selected': at(0.285, 0.28),
      '--bubble-out': darkTint,
    },
  };
}

/** Where the accent's grounds carry the interface's own text. */
export const TEXT_COLORS = { light: LIGHT.text, dark: DARK.text };

function isReadable(text: string, ground: string): boolean {
  return contrastOf(text, ground) >= READABLE_RATIO;
}

/** The first colour of the same hue, one step of lightness after the other, that is good. */
function adjusted(color: string, step: number, isGood: (candidate: string) => boolean): string {
  const { l, c, h = 0 } = oklchOf(color);
  for (let lightness = l, candidate = color; ; candidate = hexOf(lightness, c, h)) {
    if (isGood(candidate)) return candidate;
    lightness += step;
    if (lightness <= 0 || lightness >= 1) return step < 0 ? '#000000' : WHITE;
  }
}

function oklchOf(color: string) {
  const oklch = toOklch(color);
  if (oklch === undefined) throw new Error(`${color} is no colour`);
  return oklch;
}

function hexOf(l: number, c: number, h: number): string {
  return formatHex(clampChroma({ mode: 'oklch', l, c, h }, 'oklch'));
}
