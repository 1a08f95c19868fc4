export {
  type EmulatedConversion,
  type EmulatedMessage,
  type Emulator,
  type EmulatorAnswer,
  type EmulatorDefinition,
  type EmulatorOptions,
  type EmulatorTools,
  startEmulator,
} from './emulator.ts';
export type { EmulatorFault } from './emulator-faults.ts';
export type { EmulatorRequest } from './emulator-request.ts';
export type { OutgoingWebhook, SendWebhook } from './webhook-sender.ts';
export { expectConnectorError } from './expect-connector-error.ts';
export { describeConnector } from './conformance/describe-connector.ts';
export { runEmulatorCommand } from './run-emulator-command.ts';
export type {
  ConformanceOptions,
  DocumentedAnswer,
  DocumentedWebhook,
  ReceivedMessage,
  TestRunner,
} from './conformance/conformance-options.ts';
