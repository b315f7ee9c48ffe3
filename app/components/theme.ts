import { createTheme, type MantineColorsTuple } from '@mantine/core';

const SHADES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** The ten shades of a scale in `tokens.css`, by reference: a colour is written down in one place. */
function scale(name: string): MantineColorsTuple {
  return SHADES.map((shade) => `var(--mh-${name}-${shade})`) as unknown as MantineColorsTuple;
}

/** Mantine in the portal's own colours, for the few parts of it that load when they are opened. */
export const theme = createTheme({
  colors: {
    primary: scale('primary'),
    accent: scale('accent'),
    gray: scale('neutral'),
    success: scale('success'),
    warning: scale('warning'),
    danger: scale('danger'),
    info: scale('info'),
    dark: scale('dark'),
  },
  primaryColor: 'primary',
  primaryShade: { light: 6, dark: 4 },
  autoContrast: false,
  defaultRadius: '8px',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'inherit',
});
