import { type ApprovedTemplate, usageTypes } from '@sms-connectors/core';

/**
 * The templates of a config without any: the gateway writes the texts, and the usage type and the payload tell it which.
 * A receipt then has neither an encoding nor segments.
 */
const writtenByGateway: readonly ApprovedTemplate[] = usageTypes.map((usageType) => ({
  usageType,
  templateId: usageType,
  parameters: [],
  withoutCode: true,
}));

export function templatesOrDefault<Template>(
  templates: readonly Template[] | undefined,
): readonly (Template | ApprovedTemplate)[] {
  return templates ?? writtenByGateway;
}
