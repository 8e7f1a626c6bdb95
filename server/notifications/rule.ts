/**
 * SQL: whether an account wants to hear from another. Only accounts of this node that are active are told anything, and
 * never of themselves, of people blocked in either direction, muted, or on a domain they block.
 *
 * @param to expression for the account that is told
 * @param from expression for who did it
 * @param now parameter for the time, e.g. `$2`
 */
export function mayNotify(to: string, from: string, now: string): string {
  return `${to} <> ${from}
    and exists (select from accounts l where l.id = ${to} and l.domain is null and l.state = 'active')
    and not exists (select from blocks k where k.account_id = ${to} and k.target_id = ${from})
    and not exists (select from blocks k where k.account_id = ${from} and k.target_id = ${to})
    and not exists (select from mutes m where m.account_id = ${to} and m.target_id = ${from}
      and m.hides_notifications and (m.expires_at is null or m.expires_at > ${now}::timestamptz))
    and not exists (select from domain_blocks d join accounts s on s.domain = d.domain
      where d.account_id = ${to} and s.id = ${from})`;
}
