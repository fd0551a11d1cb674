import { clampChroma, formatHex, modeLrgb, modeOklch, modeRgb, useMode, wcagContrast } from 'culori/fn';

useMode(modeRgb);
useMode(modeLrgb);
const toOklch = useMode(modeOklch);

/** Ratio that text needs on its ground: WCAG 2.2, success criterion 1.4.3. */
export const READABLE_RATIO = 4.5;
/** Ratio that a button needs to its ground, so that it is seen as one: success criterion 1.4.11. */
export const VISIBLE_RATIO = 3;
const WHITE = '#ffffff';
/** Surfaces and text of the two schemes, as `web/src/ui/theme.css` has them. */
const LIGHT = { surface: '#ffffff', text: '#1b2430' };
const DARK = { surface: '#181d24', text: '#e4e8ed' };
/** What is written on the dark scheme's accent. */
const DARK_INK = '#08222e';
/** Lightness of the steps 0 to 6; step 7 is the colour itself. */
const TINTS = [0.965, 0.93, 0.87, 0.79, 0.72, 0.65, 0.58];
/** How much of the colour's chroma each of them keeps. */
const TINT_CHROMA = [0.12, 0.24, 0.45, 0.7, 0.85, 0.95, 1];
/** Below it a colour is a grey: made lighter, its button would look disabled. */
const GREY_CHROMA = 0.03;
const STEP = 0.005;
/** How far a button moves under the pointer: as far as it stays readable and visible, at least a little. */
const HOVER_STEPS = [-0.06, -0.045, -0.03, -0.02, -0.01, 0.08, 0.06, 0.045, 0.03, 0.02, 0.01];

/** Everything that follows from one accent colour. All values are `#rrggbb`. */
export interface AccentLook {
  /** Ten steps from light to dark; step 7 is the colour itself, or the nearest one with white text on it. */
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
  /** Grounds of filled buttons, and what is written on them. */
  '--accent-filled',
  '--accent-filled-hover',
  '--accent-filled-text',
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

/**
 * Everything that follows from a colour, for both schemes. Where white cannot be read on it, the nearest darker one
 * stands for it; where it would not stand out from the dark surface, the nearest lighter one does there, and for black and
 * its like a light button with dark text.
 * @param chosen `#rrggbb`
 */
export function accentLook(chosen: string): AccentLook {
  const color = nearestReadable(chosen);
  const { c: chroma, h: hue = 0 } = oklchOf(color);
  const at = (lightness: number, share: number) => hexOf(lightness, chroma * share, hue);
  const tints = TINTS.map((lightness, step) => at(lightness, TINT_CHROMA[step] ?? 1));
  const base = oklchOf(color).l;
  const lightTint = at(0.945, 0.18);
  const darkTint = at(0.29, 0.3);
  const darker = adjusted(at(Math.max(base - 0.06, 0), 1), -STEP, (candidate) =>
    isReadable(candidate, lightTint),
  );
  const onDark = adjusted(
    tints[4] ?? color,
    STEP,
    (candidate) => isReadable(candidate, DARK.surface) && isReadable(candidate, DARK_INK),
  );
  const buttonOnDark = darkButtonOf(color);
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
      '--accent-filled': color,
      '--accent-filled-hover': hoverOf(color, LIGHT.surface, WHITE),
      '--accent-filled-text': WHITE,
    },
    dark: {
      '--accent': onDark,
      '--accent-text': textOnDark,
      '--accent-tint': darkTint,
      '--selected': at(0.285, 0.28),
      '--bubble-out': darkTint,
      '--accent-filled': buttonOnDark.ground,
      '--accent-filled-hover': hoverOf(buttonOnDark.ground, DARK.surface, buttonOnDark.text),
      '--accent-filled-text': buttonOnDark.text,
    },
  };
}

/** Where the accent's grounds carry the interface's own text. */
export const TEXT_COLORS = { light: LIGHT.text, dark: DARK.text };
/** What buttons and links lie on. */
export const GROUNDS = { light: LIGHT.surface, dark: DARK.surface };
function isReadable(text: string, ground: string): boolean {
  return contrastOf(text, ground) >= READABLE_RATIO;
}

function isVisible(color: string, ground: string): boolean {
  return contrastOf(color, ground) >= VISIBLE_RATIO;
}

/** A filled button in the dark scheme. */
function darkButtonOf(color: string): { ground: string; text: string } {
  if (isVisible(color, DARK.surface)) return { ground: color, text: WHITE };
  if (oklchOf(color).c < GREY_CHROMA) return { ground: DARK.text, text: DARK_INK };
  return { ground: adjusted(color, STEP, (candidate) => isVisible(candidate, DARK.surface)), text: WHITE };
}

/** A button's ground under the pointer: darker where that still shows, else lighter. */
function hoverOf(filled: string, surface: string, text: string): string {
  const { l, c, h = 0 } = oklchOf(filled);
  const candidates = HOVER_STEPS.map((step) => hexOf(Math.max(l + step, 0), c, h));
  return (
    candidates.find(
      (candidate) => candidate !== filled && isReadable(text, candidate) && isVisible(candidate, surface),
    ) ?? filled
  );
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
