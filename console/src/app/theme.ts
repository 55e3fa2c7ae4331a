import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

// lagoon is the product's own colour; pink is kept for orders that wait.
const lagoon: MantineColorsTuple = [
  '#e3f8f9', '#c8eef1', '#9adde3', '#66cad4', '#38b5c2', '#1a9dac', '#0e8593', '#0b7285', '#0a5f6d', '#084c57',
];

export const theme = createTheme({
  colors: { lagoon },
  primaryColor: 'lagoon',
  primaryShade: { light: 7, dark: 6 },
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
