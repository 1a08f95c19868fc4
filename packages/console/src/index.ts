export { type ConsoleOptions, type RunningConsole, startConsole } from './server/start-console.ts';
