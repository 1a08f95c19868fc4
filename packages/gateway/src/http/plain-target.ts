/**
 * Whether a path means the same to a proxy as to the gateway. No path here has escaped characters or segments of dots, with
 * which a request could pass a rule of the proxy for another path.
 */
export function isPlainTarget(target: string): boolean {
  return /^(?:https?:\/\/[^/?#]*)?(?:\/|(?:\/[\w-][\w.-]*)+)(?:\?|$)/i.test(target);
}
