import { dots, type Paths, pathsIn, valueAt } from './paths.ts';

/** Replaces the secrets of a config in a text by dots, in every form that requests write them in. */
export function secretMask(config: object, secrets: Paths): (text: string) => string {
  const forms = pathsIn(config, secrets)
    .map((path) => valueAt(config, path))
    .filter((secret) => typeof secret === 'string' && secret !== '')
    .flatMap((secret) => formsOf(secret as string))
    // A secret may have another in it.
    .toSorted((a, b) => b.length - a.length);
  return (text) => forms.reduce((masked, form) => masked.replaceAll(form, dots), text);
}

function formsOf(secret: string): readonly string[] {
  return [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams([['', secret]]).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('base64'),
  ];
}
