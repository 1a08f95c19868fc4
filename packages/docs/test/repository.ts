import path from 'node:path';
import { readProject } from '@sms-connectors/docs';

export const root = path.resolve(import.meta.dirname, '../../..');

/** The guides and pages of this repository. Reading them takes seconds, so all files of tests share them. */
export const repository = await readProject(root);
