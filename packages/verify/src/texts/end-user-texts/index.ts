// Made from packages/verify/guide by the docs generator. Edit that file instead.
import type { EndUserTexts } from '../english-end-user-texts.ts';
import { endUserTextsEs } from './es.ts';
import { endUserTextsFr } from './fr.ts';
import { endUserTextsPt } from './pt.ts';

/** By language tag; English is not among them. */
export const translatedEndUserTexts: Readonly<Record<string, EndUserTexts>> = {
  'es': endUserTextsEs,
  'fr': endUserTextsFr,
  'pt': endUserTextsPt,
};
