/**
 * Whether one position of the change log is after another. Both are `transaction:number`.
 *
 * @example isAfter("120:9", "99:10") // true
 */
export function isAfter(one: string, other: string): boolean {
  const [xid = 0n, id = 0n] = one.split(":").map(BigInt);
  const [otherXid = 0n, otherId = 0n] = other.split(":").map(BigInt);
  return xid === otherXid ? id > otherId : xid > otherXid;
}
