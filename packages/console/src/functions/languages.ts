/** The languages of the page and of a config's problems; `pt` is Brazilian. */
export const languages = ['en', 'fr', 'pt'] as const;

export type Language = (typeof languages)[number];
