import type { DeprecatedUsageType, UsageType } from '@sms-connectors/core';

/**
 * A template as Logto's connectors have it.
 * @see https://github.com/logto-io/logto/tree/master/packages/connectors/connector-aliyun-sms
 * @see https://github.com/logto-io/logto/tree/master/packages/connectors/connector-aliyun-sms-mas
 */
export interface LogtoTemplate {
  readonly usageType: UsageType | DeprecatedUsageType;
  /** The code of the template, or one for mainland China and one for other numbers. */
  readonly templateCode: string | { readonly china: string; readonly overseas: string };
  /** What Alibaba Cloud calls the kind of the template; requests do not have it. */
  readonly type?: 0 | 1 | 2 | 6 | 7 | undefined;
}

/** A template with the names that all connectors use; anything but a template of Logto's as it is. */
export function withoutLogtoNames(template: unknown): unknown {
  if (!isLogtoTemplate(template)) return template;
  const { type: _, templateCode: code, ...others } = template;
  if (typeof code === 'string') return { templateId: code, ...others };
  const { china, overseas } = code;
  return { templateId: china, overseasTemplateId: overseas, ...others };
}

function isLogtoTemplate(template: unknown): template is LogtoTemplate {
  if (typeof template !== 'object' || template === null || 'templateId' in template) return false;
  const { templateCode: code } = template as { readonly templateCode?: unknown };
  return typeof code === 'string' || (typeof code === 'object' && code !== null);
}
