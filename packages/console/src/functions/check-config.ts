import {
  canonicalUsageType,
  type ConfigIssue,
  coverage,
  type Coverage,
  missingUsageTypes,
  type UsageType,
  usageTypes,
  validateConfig,
} from '@sms-connectors/core';
import type { AnyFactory } from './installed-connectors.ts';
import { previewTemplates, type TemplatePreview } from './preview-templates.ts';

export interface ConfigReport {
  readonly valid: boolean;
  readonly issues: readonly ConfigIssue[];
  readonly coverage: Coverage;
  /** The required usage types that no template serves. */
  readonly missing: readonly UsageType[];
  readonly templates: readonly TemplatePreview[];
  /** The usage types whose template loses the code or the link. */
  readonly losing: readonly UsageType[];
}

/** Checks a config: its problems, which usage types its templates cover, and their segments. */
export function checkConfig(
  { configSchema }: Pick<AnyFactory, 'configSchema'>,
  config: unknown,
): ConfigReport {
  const validated = validateConfig(configSchema, config);
  const templates = previewTemplates(config);
  // A schema may have templates of its own, if the provider writes the texts.
  const used = 'config' in validated ? validated.config.templates : templates;
  const covered = coverage(
    used.filter((template) => template.usageType !== undefined) as Parameters<typeof coverage>[0],
  );
  return {
    valid: 'config' in validated,
    issues: 'issues' in validated ? validated.issues : [],
    coverage: covered,
    missing: missingUsageTypes(covered),
    templates,
    losing: usageTypes.filter((usageType) => loses(usageType, covered, templates)),
  };
}

function loses(
  usageType: UsageType,
  covered: Coverage,
  templates: readonly TemplatePreview[],
): boolean {
  const used = covered[usageType] === 'own' ? usageType : 'Generic';
  return (
    covered[usageType] !== 'missing' &&
    templates.some(
      ({ usageType: name, problems }) =>
        name !== undefined && canonicalUsageType(name) === used && problems.length > 0,
    )
  );
}
