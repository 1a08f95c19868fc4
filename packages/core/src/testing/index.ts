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
