/**
 * SQL: whether an account wants to hear from another. Only accounts of this node that are active are told anything, and
 * never of themselves, of people blocked in either direction, muted, or on a domain they block.
 *
 * The aliases inside are its own; the expressions must not use `own`, `nb`, `nm`, `nd` or `ns`.
 *
 * @param to expression for the account that is told
 * @param from expression for who did it
 * @param now parameter for the time, e.g. `$2`
 */
export function mayNotify(to: string, from: string, now: string): string {
  return `${to} <> ${from}
    and exists (select from accounts own where own.id = ${to} and own.domain is null and own.state = 'active')
    and not exists (select from blocks nb where nb.account_id = ${to} and nb.target_id = ${from})
    and not exists (select from blocks nb where nb.account_id = ${from} and nb.target_id = ${to})
    and not exists (select from mutes nm where nm.account_id = ${to} and nm.target_id = ${from}
      and nm.hides_notifications and (nm.expires_at is null or nm.expires_at > ${now}::timestamptz))
    and not exists (select from domain_blocks nd join accounts ns on ns.domain = nd.domain
      where nd.account_id = ${to} and ns.id = ${from})`;
}
