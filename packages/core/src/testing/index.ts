export {
  type EmulatedMessage,
  type Emulator,
  type EmulatorAnswer,
  type EmulatorDefinition,
  type EmulatorFault,
  type EmulatorOptions,
  type EmulatorRequest,
  startEmulator,
} from './emulator.ts';
export { expectConnectorError } from './expect-connector-error.ts';
export { isLoopback } from '../http/loopback.ts';
export { describeConnector } from './conformance/describe-connector.ts';
export { runEmulatorCommand } from './run-emulator-command.ts';
export type {
  ConformanceOptions,
  DocumentedAnswer,
  DocumentedWebhook,
  ReceivedMessage,
  TestRunner,
} from './conformance/subject.ts';
