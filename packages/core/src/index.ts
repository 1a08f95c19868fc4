export { classifyHttpStatus } from './http/classify-http-status.ts';
export { asJsonObject, parseJsonObject } from './http/parse-json-object.ts';
export { askProvider, notifyProvider, type ProviderReply } from './http/ask-provider.ts';
export { applicationSecrets } from './config/application-secrets.ts';
export { balanceCheck } from './connector/balance-check.ts';
export { credentialSchema, reportTokenSchema } from './config/credential-schema.ts';
export { crossFieldCheck } from './config/cross-field-check.ts';
export { fromOnePlace, notTogether, requiredUnless, requiredWith } from './config/field-rules.ts';
export { secretField } from './config/secret-field.ts';
export {
  type ConfigFromEnvOptions,
  configFromEnv,
  type FieldsFromEnv,
  fieldsFromEnv,
  type FieldsFromEnvOptions,
  type UnusedVariable,
  withVariables,
} from './config/config-from-env.ts';
export { validateConfig } from './config/config-issues.ts';
export { parseConfig } from './config/parse-config.ts';
export { isTimeout } from './http/limits.ts';
export { limitsOf } from './send/limits.ts';
export { type SendResult, trySend } from './send/try-send.ts';
export type * from './send/adapter-options.ts';
export { tell } from './send/tell.ts';
export {
  type AccessToken,
  type AccessTokens,
  accessTokens,
  type AccessTokensOptions,
} from './http/access-tokens.ts';
export type * from './config/standard-schema.ts';
export {
  approvedTemplateSchema,
  templateSchema,
  templatesOf,
  templatesSchema,
} from './config/templates-schema.ts';
export type * from './text/template-types.ts';
export { webhookUrlSchema } from './config/webhook-url-schema.ts';
export { isWithoutQuery, type UrlRule, urlRules } from './http/url-rules.ts';
export {
  type ConfigIssue,
  type ConfigIssueCode,
  ConnectorError,
  type ConnectorErrorFacts,
  isConnectorError,
  type ProviderFacts,
} from './errors/connector-error.ts';
export { invalidConfig } from './errors/invalid-config.ts';
export type * from './contract.ts';
export {
  deliveryReportHandler,
  type DeliveryReportHandlerOptions,
} from './webhooks/delivery-report-handler.ts';
export type * from './connector/connector-definition.ts';
export type { AnyConnectorFactory } from './connector/any-connector-factory.ts';
export type * from './guide-document.ts';
export { defineConnector } from './connector/define-connector.ts';
export {
  type ErrorCode,
  type ErrorCodeFacts,
  errorCodes,
  factsOfErrorCode,
  isErrorCode,
} from './errors/error-codes.ts';
export { adviceFor, errorAdvice, unknownOutcomeAdvice } from './errors/error-advice.ts';
export {
  type ErrorRow,
  type ProviderErrorDetails,
  type ProviderErrorFacts,
  type ProviderErrorMeaning,
  type ProviderErrorTable,
  providerErrorTable,
  type ProviderErrorTableDefinition,
  trialAccount,
} from './errors/provider-error-table.ts';
export {
  type DeliveryReportFacts,
  makeDeliveryReport,
  refuseWebhook,
} from './webhooks/make-delivery-report.ts';
export {
  decodeBase64,
  decodeHex,
  ed25519Verifier,
  hasMovedParameter,
  hmacVerifier,
  isEqualInConstantTime,
  isFresh,
  type VerifySignature,
} from './webhooks/verify-signature.ts';
export { type ReadBody, readBody } from './webhooks/read-body.ts';
export { memoryReportStore, type ReportStore } from './webhooks/report-store.ts';
export type * from './http/port.ts';
export { measureText, type TextMeasure } from './text/measure-text.ts';
export {
  checkedRecipientParser,
  isE164,
  maskRecipient,
  type ParsedRecipient,
  parseRecipient,
  type ParseRecipient,
} from './send/recipient.ts';
export { readCode } from './text/read-code.ts';
export { retryAfterMs } from './http/retry-after.ts';
export type { TransportReason } from './http/transport-reasons.ts';
export { parseTemplate, renderTemplate, type TemplateParts } from './text/template.ts';
export { type TemplateDraft, templatePlaceholders } from './text/template-placeholders.ts';
export {
  type TemplateProblem,
  type TemplateProblemCode,
  templateProblems,
} from './text/template-problems.ts';
export {
  canonicalUsageType,
  type DeprecatedUsageType,
  deprecatedUsageTypes,
  firstGenerationUsageTypes,
  requiredUsageTypes,
  type UsageType,
  usageTypeFacts,
  usageTypes,
} from './usage-types/usage-types.ts';
export { coverage, missingUsageTypes } from './usage-types/coverage.ts';
export { type Ucs2Character, ucs2Characters } from './text/ucs2-characters.ts';
