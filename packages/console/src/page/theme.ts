import {
  createTheme,
  type CSSVariablesResolver,
  defaultVariantColorsResolver,
  Input,
  type MantineColorsTuple,
  Modal,
  Select,
} from '@mantine/core';
import { colourVariables, sharedVariables } from '../../../../brand/css.ts';
import { colourOf, fonts, radii, scales, type Scheme } from '../../../../brand/tokens.ts';

export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 3 },
  // White on the dark shade, ink on the light one; Mantine's own contrast looks at the light scheme alone.
  variantColorResolver: (input) => ({
    ...defaultVariantColorsResolver(input),
    ...(input.variant === 'filled' && { color: 'var(--on-primary)' }),
  }),
  colors: {
    pine: tuple('pine'),
    teal: tuple('leaf'),
    orange: tuple('amber'),
    red: tuple('red'),
    gray: tuple('stone'),
    dark: tuple('night'),
  },
  black: colourOf('ink', 'light'),
  white: colourOf('paper', 'light'),
  fontFamily: fonts.text,
  fontFamilyMonospace: fonts.code,
  headings: { fontFamily: fonts.heading, fontWeight: '650' },
  radius: { sm: radii.small, md: radii.medium, lg: radii.large },
  defaultRadius: 'md',
  cursorType: 'pointer',
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

/** The brand's variables for the page's style sheet, and Mantine's own where the brand decides. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: sharedVariables(),
  light: { ...colourVariables('light'), ...mantineVariables('light') },
  dark: { ...colourVariables('dark'), ...mantineVariables('dark') },
});

function mantineVariables(scheme: Scheme): Readonly<Record<string, string>> {
  const of = (name: Parameters<typeof colourOf>[0]): string => colourOf(name, scheme);
  return {
    '--mantine-primary-color-contrast': of('onPrimary'),
    '--mantine-color-body': of('paper'),
    '--mantine-color-text': of('ink'),
    '--mantine-color-dimmed': of('soft'),
    '--mantine-color-placeholder': of('soft'),
    '--mantine-color-anchor': of('link'),
    '--mantine-color-error': of('rejected'),
    '--mantine-color-default': of('card'),
    '--mantine-color-default-hover': of('wash'),
    '--mantine-color-default-border': of('edge'),
    ...Object.fromEntries([
      ...tint('pine', of('noteWash'), of('link')),
      ...tint('teal', of('acceptedWash'), of('accepted')),
      ...tint('orange', of('unknownWash'), of('unknown')),
      ...tint('red', of('rejectedWash'), of('rejected')),
      ...tint('gray', of('bubble'), of('soft')),
    ]),
  };
}

/** The variables of a Mantine colour whose wash and text the brand decides. */
function tint(name: string, wash: string, text: string): readonly (readonly [string, string])[] {
  return [
    [`--mantine-color-${name}-light`, wash],
    [`--mantine-color-${name}-light-hover`, wash],
    [`--mantine-color-${name}-light-color`, text],
    [`--mantine-color-${name}-text`, text],
    [`--mantine-color-${name}-outline`, text],
  ];
}

function tuple(name: keyof typeof scales): MantineColorsTuple {
  return scales[name];
}
