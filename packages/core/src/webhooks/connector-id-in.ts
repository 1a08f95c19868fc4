/** The id of the connector that the path of a webhook names: its last part. Empty if the path has no parts. */
export function connectorIdIn(pathname: string): string {
  return pathname.split('/').findLast((part) => part !== '') ?? '';
}
