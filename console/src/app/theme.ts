import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

// lagoon is the product's own colour; pink is kept for orders that wait.
const lagoon: MantineColorsTuple = [
  '#e3f8f9', '#c8eef1', '#9adde3', '#66cad4', '#38b5c2', '#1a9dac', '#0e8593', '#0b7285', '#0a5f6d', '#084c57',
];

// The shades that words are written in are dark enough to be read.
const red: MantineColorsTuple = ['#fff0f0', '#ffe0e0', '#ffc5c5', '#ffa8a8', '#ff8787', '#fa6b6b', '#e03131', '#c92a2a', '#b02525', '#a61e1e'];
const green: MantineColorsTuple = ['#ebfbee', '#d3f9d8', '#b2f2bb', '#8ce99a', '#69db7c', '#51cf66', '#40c057', '#2f9e44', '#2b8a3e', '#237032'];

export const theme = createTheme({
  colors: { lagoon, red, green },
  primaryColor: 'lagoon',
  primaryShade: { light: 7, dark: 7 },
  autoContrast: true,
  fontFamily: "'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif",
  defaultRadius: 'md',
  cursorType: 'pointer',
  components: {
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.45 } } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
  },
});

// Grey words must still be read from across the counter.
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-dimmed': '#4b5563', '--mantine-color-body': '#f4f6f7', '--mantine-color-placeholder': '#6b7280' },
  dark: { '--mantine-color-dimmed': '#b6bcc4', '--mantine-color-placeholder': '#9aa1aa' },
});
