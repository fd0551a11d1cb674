import { createTheme } from '@mantine/core';

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

/** How Mantine's parts look here: system fonts, 14 px text, a 4 px grid and radius 8. */
export const theme = createTheme({
  primaryColor: 'colibri',
  primaryShade: 7,
  colors: { colibri: COLIBRI },
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  lineHeights: { xs: '1.45', sm: '1.45', md: '1.45', lg: '1.45', xl: '1.45' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '20px', xl: '28px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '8px', xl: '12px' },
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
});
