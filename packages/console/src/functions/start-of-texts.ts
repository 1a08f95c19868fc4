import { usageTypeFacts } from '@sms-connectors/core';
import type { InstalledConnector } from './installed-connectors.ts';
import { trialConfig } from './trial-config.ts';

/** What every text of a provider starts with, such as a signature in brackets, as in the guide's example; often nothing. */
export async function startOfTexts(connector: Pick<InstalledConnector, 'folder'>): Promise<string> {
  const { templates } = await trialConfig(connector);
  const { text } = usageTypeFacts.Generic;
  const contents = (Array.isArray(templates) ? templates : []).map(
    (template) => (Object(template) as { readonly content?: unknown }).content,
  );
  const example = contents.find((content) => typeof content === 'string' && content.endsWith(text));
  return typeof example === 'string' ? example.slice(0, -text.length) : '';
}
