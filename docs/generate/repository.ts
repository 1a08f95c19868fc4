import path from 'node:path';

export const siteDirectory = path.resolve(import.meta.dirname, '..');
export const root = path.resolve(siteDirectory, '..');
