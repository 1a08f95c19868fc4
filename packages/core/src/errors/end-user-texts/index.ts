import type { EndUserTexts } from '../english-end-user-texts.ts';

export const translatedEndUserTexts: Readonly<Record<string, EndUserTexts>> = {};
