import { createTheme, Modal, type MantineColorsTuple } from '@mantine/core';

const ocean: MantineColorsTuple = [
  '#eef2ff',
  '#dce3fd',
  '#b6c3f8',
  '#8da2f4',
  '#6b85f0',
  '#5673ee',
  '#4a69ee',
  '#3b58d4',
  '#324ebe',
  '#2542a8',
];

export const theme = createTheme({
  primaryColor: 'ocean',
  primaryShade: { light: 7, dark: 6 },
  colors: { ocean },
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily:
    'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace:
    'ui-monospace, "SF Mono", "Cascadia Code", "JetBrains Mono", Menlo, Consolas, monospace',
  headings: { fontWeight: '650' },
  autoContrast: true,
  respectReducedMotion: true,
  components: {
    Modal: Modal.extend({ styles: { title: { fontWeight: 650 } } }),
  },
});
