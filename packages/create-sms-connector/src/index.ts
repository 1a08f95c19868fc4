export {
  docsUrlProblem,
  idProblem,
  nameProblem,
  type NewConnector,
  packageName,
} from './new-connector.ts';
export { runCreateCommand } from './run-create-command.ts';
export { scaffold } from './scaffold.ts';
