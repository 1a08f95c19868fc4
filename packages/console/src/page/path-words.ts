import { fieldLabel } from '../functions/field-labels.ts';
import type { Translate } from './translate.tsx';

/** Where something is in a config, in words: `Texts › 2 › Language`. */
export function pathWords(keys: readonly PropertyKey[], t: Translate): string {
  if (keys.length === 0) return t('config');
  return keys
    .map((key, index) => {
      if (typeof key === 'number') return String(key + 1);
      if (index === 1 && keys[0] === 'routes' && key === 'default') return t('All other numbers');
      // Countries, prefixes, headers and other names of the user's choice are no fields.
      return /^[a-z][A-Za-z\d]*$/.test(String(key)) ? t(fieldLabel(String(key))) : String(key);
    })
    .join(' › ');
}
