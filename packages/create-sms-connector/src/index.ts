export {
  docsUrlProblem,
  idProblem,
  nameProblem,
  type NewConnector,
  packageName,
} from './new-connector.ts';
export { scaffold } from './scaffold.ts';
