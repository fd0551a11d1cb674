import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

/** The accent in ten steps, checked for contrast: white on step 7 and step 4 on the dark surface exceed 4.5 : 1. */
const COLIBRI = [
  '#e8f6fc',
  '#d0eaf6',
  '#a3d6ee',
  '#72c0e4',
  '#4baddb',
  '#2f9dcf',
  '#1b8bbf',
  '#0b6f98',
  '#075c80',
  '#044a68',
] as const;

/** Mantine's dark scale in our neutral tone: text, borders, fields and surfaces of theme.css. */
const DARK = [
  '#e4e8ed',
  '#c4ccd6',
  '#9aa6b4',
  '#7b8794',
  '#3a434e',
  '#2c343e',
  '#1f252d',
  '#181d24',
  '#14181e',
  '#12161b',
] as const;

/** What is written on a part that is filled with the accent. */
const ON_ACCENT = 'var(--accent-filled-text)';

const resolveVariant: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  const isAccent = input.color === undefined || input.color === input.theme.primaryColor;
  return input.variant === 'filled' && isAccent ? { ...colors, color: ON_ACCENT } : colors;
};

/** How Mantine's parts look here: system fonts, 14 px text, a 4 px grid and radius 8. */
const theme = createTheme({
  primaryColor: 'colibri',
  primaryShade: 7,
  colors: { colibri: COLIBRI, dark: DARK },
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  lineHeights: { xs: '1.45', sm: '1.45', md: '1.45', lg: '1.45', xl: '1.45' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '20px', xl: '28px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '8px', xl: '12px' },
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  variantColorResolver: resolveVariant,
  components: {
    Checkbox: { defaultProps: { iconColor: ON_ACCENT } },
    // Named, so that it asks `resolveVariant` what is written on it.
    Chip: { defaultProps: { color: 'colibri' } },
    Radio: { defaultProps: { iconColor: ON_ACCENT } },
  },
});

const PARTS = {
  '--mantine-color-colibri-filled': 'var(--accent-filled)',
  '--mantine-color-colibri-filled-hover': 'var(--accent-filled-hover)',
  '--mantine-color-colibri-light': 'var(--accent-tint)',
  '--mantine-color-colibri-light-hover': 'var(--selected)',
  '--mantine-color-colibri-light-color': 'var(--accent-text)',
  '--mantine-color-colibri-outline': 'var(--accent)',
  '--mantine-color-colibri-outline-hover': 'var(--accent-tint)',
  '--mantine-color-colibri-text': 'var(--accent)',
  '--mantine-color-anchor': 'var(--accent)',
};

/** Parts take the shades that can be read in the scheme: theme.css has Colibri's own, the look another accent's. */
export const resolveVariables: CSSVariablesResolver = () => ({ variables: {}, light: PARTS, dark: PARTS });

/** The theme with another accent: ten steps from light to dark; null: Colibri's own. */
export function themeWith(palette: readonly string[] | null) {
  return palette === null
    ? theme
    : { ...theme, colors: { dark: DARK, colibri: palette as MantineColorsTuple } }; // ten by its schema
}
