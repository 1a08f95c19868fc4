/** When a code expires that was made now. */
export function expiryIn(lifetimeSeconds: number | undefined): Date | undefined {
  return lifetimeSeconds === undefined ? undefined : new Date(Date.now() + lifetimeSeconds * 1000);
}
