import {
  colourOf,
  type ColourName,
  colours,
  fonts,
  radii,
  scales,
  type Scheme,
  spaces,
} from './tokens.ts';

type Variables = Readonly<Record<`--${string}`, string>>;

/** The colours of a scheme as CSS variables: `--on-primary`. */
export function colourVariables(scheme: Scheme): Variables {
  const names = Object.keys(colours) as ColourName[];
  return Object.fromEntries(names.map((name) => [variable(name), colourOf(name, scheme)]));
}

/** What is the same in every scheme as CSS variables: `--pine-7`, `--font-text`, `--radius-small`, `--space-1`. */
export function sharedVariables(): Variables {
  return Object.fromEntries([
    ...Object.entries(scales).flatMap(([name, shades]) =>
      shades.map((shade, index) => [`--${name}-${index}`, shade] as const),
    ),
    ...Object.entries(fonts).map(([name, family]) => [variable(`font-${name}`), family] as const),
    ...Object.entries(radii).map(([name, radius]) => [`--radius-${name}`, radius] as const),
    ...spaces.map((space, index) => [`--space-${index + 1}`, space] as const),
  ]);
}

/** A style sheet with all variables, for a page that has its scheme in an attribute of its root. */
export function tokensCss(root: string, darkRoot: string): string {
  return [
    rule(root, { ...sharedVariables(), ...colourVariables('light') }),
    rule(darkRoot, colourVariables('dark')),
  ].join('\n');
}

/** The rules of a picture, which looks as its reader's system or page does. */
export function pictureCss(rules: Readonly<Record<string, PictureRule>>): string {
  const inScheme = (scheme: Scheme): string =>
    Object.entries(rules)
      .map(([selector, properties]) => {
        const parts = Object.entries(properties).map(
          ([property, colour]) => `${property}: ${colourOf(colour, scheme)}`,
        );
        return `${selector} { ${parts.join('; ')} }`;
      })
      .join(' ');
  return `${inScheme('light')} @media (prefers-color-scheme: dark) { ${inScheme('dark')} }`;
}

type PictureRule = Readonly<Partial<Record<'fill' | 'stroke', ColourName>>>;

function rule(selector: string, variables: Variables): string {
  const lines = Object.entries(variables).map(([name, value]) => `  ${name}: ${value};`);
  return `${selector} {\n${lines.join('\n')}\n}\n`;
}

function variable(name: string): `--${string}` {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
