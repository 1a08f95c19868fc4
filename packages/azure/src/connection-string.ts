/**
 * A connection string as the Azure portal shows it: the endpoint of the resource, and an access key in Base64.
 * @see https://learn.microsoft.com/azure/communication-services/quickstarts/create-communication-resource
 */
export const connectionStringPattern =
  /^endpoint=(https:\/\/[a-z0-9.-]+)\/?;accesskey=((?:[a-z0-9+/]{4})*(?:[a-z0-9+/]{4}|[a-z0-9+/]{3}=|[a-z0-9+/]{2}==));?$/i;

/** The parts of a valid connection string. */
export function partsOf(connectionString: string): {
  readonly endpoint: string;
  readonly accessKey: string;
} {
  const [, endpoint = '', accessKey = ''] = connectionStringPattern.exec(connectionString) ?? [];
  return { endpoint, accessKey };
}
