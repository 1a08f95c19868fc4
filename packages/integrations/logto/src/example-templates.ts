import {
  type Manifest,
  requiredUsageTypes,
  usageTypeFacts,
  usageTypes,
} from '@sms-connectors/core';

/** Templates for the form to start with. Ids of approved templates are for the operator to fill in. */
export function exampleTemplates({ capabilities }: Manifest): readonly object[] {
  const hasTexts = capabilities.content?.includes('text') ?? true;
  return hasTexts
    ? usageTypes.map((usageType) => ({ usageType, content: usageTypeFacts[usageType].text }))
    : requiredUsageTypes.map((usageType) => ({ usageType, templateId: '<template-id>' }));
}
