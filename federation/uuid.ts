/** Whether a path's segment or a cursor can be an id of this node: all of them are UUIDs (RFC 9562), in lower case. */
export function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
}
