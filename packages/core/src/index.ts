export { classifyHttpStatus, jsonObject } from './classify-http.ts';
export {
  rule,
  secret,
  templateSchema,
  templatesOf,
  templatesSchema,
  webhookUrlSchema,
} from './config.ts';
export {
  type ConfigIssue,
  ConnectorError,
  type ConnectorErrorFacts,
  isConnectorError,
  type ProviderFacts,
} from './connector-error.ts';
export type * from './contract.ts';
export {
  deliveryReportHandler,
  type DeliveryReportHandlerOptions,
} from './delivery-report-handler.ts';
export type * from './definition.ts';
export { defineConnector } from './define-connector.ts';
export { type ErrorCode, errorCodes, type ErrorFacts, type ErrorRow } from './error-codes.ts';
export type { HandledReports } from './handled-reports.ts';
export type * from './http/port.ts';
export { measureText, type TextMeasure } from './measure-text.ts';
export { maskRecipient, normaliseRecipient } from './recipient.ts';
export { retryAfterMs } from './retry-after.ts';
export { parseTemplate, renderTemplate, type TemplateParts } from './template.ts';
export {
  canonicalUsageType,
  coverage,
  type DeprecatedUsageType,
  deprecatedUsageTypes,
  firstGenerationUsageTypes,
  missingUsageTypes,
  requiredUsageTypes,
  type UsageType,
  usageTypeFacts,
  usageTypes,
} from './usage-types.ts';
export { type Ucs2Character, ucs2Characters } from './ucs2-characters.ts';
