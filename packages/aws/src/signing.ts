/** For connectors to other services of AWS: the credentials in a config, and requests signed with them. */
export {
  credentialFields,
  type Credentials,
  credentialsFromOnePlace,
  regionSchema,
} from './credentials.ts';
export { requestSigner, type Service, serviceUrl } from './signed-requests.ts';
