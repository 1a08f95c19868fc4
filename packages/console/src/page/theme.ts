import { createTheme, Input, Modal, Select, type MantineColorsTuple } from '@mantine/core';

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

// Greys with a little blue, to match the cards.
const dark: MantineColorsTuple = [
  '#ced2db',
  '#b8bdc9',
  '#9aa1b0',
  '#7d8494',
  '#454b5a',
  '#363b48',
  '#2a2e39',
  '#1c1f27',
  '#181a21',
  '#14161c',
];

export const theme = createTheme({
  primaryColor: 'ocean',
  primaryShade: { light: 7, dark: 6 },
  colors: { ocean, dark },
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
    InputWrapper: Input.Wrapper.extend({
      defaultProps: { inputWrapperOrder: ['label', 'input', 'error', 'description'] },
    }),
    // Otherwise the list opens on focus and becomes a tab stop in browsers that scroll by keyboard.
    Select: Select.extend({ defaultProps: { openOnFocus: false } }),
    Modal: Modal.extend({ styles: { title: { fontWeight: 650 } } }),
  },
});
