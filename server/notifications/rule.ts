import { isAccountFiltered } from "../policy/filters/in-force.ts";

/**
 * SQL: whether an account wants to hear from another. Only accounts of this node that are active are told anything, and
 * never of themselves, of people blocked in either direction, muted, or on a domain they block, and of nothing in a
 * conversation that they have muted; nor of whom moderators let notify nobody (`prevent-notifications`).
 *
 * The aliases inside are its own; the expressions must not use `own`, `nb`, `nc`, `nm`, `nd`, `ns` or `nq`.
 *
 * @param to expression for the account that is told
 * @param from expression for who did it
 * @param now parameter for the time, e.g. `$2`
 * @param conversation expression for the conversation that it happened in; left out where there is none
 */
export function mayNotify(to: string, from: string, now: string, conversation?: string): string {
  return `${to} <> ${from}
    and ${isActiveHere(to)}
    and not exists (select from blocks nb where nb.account_id = ${to} and nb.target_id = ${from})
    and not exists (select from blocks nb where nb.account_id = ${from} and nb.target_id = ${to})
    and not exists (select from mutes nm where nm.account_id = ${to} and nm.target_id = ${from}
      and nm.hides_notifications and (nm.expires_at is null or nm.expires_at > ${now}::timestamptz))
    and not exists (select from domain_blocks nd join accounts ns on ns.domain = nd.domain
      where nd.account_id = ${to} and ns.id = ${from})
    and not exists (select from accounts nq
      where nq.id = ${from} and ${isAccountFiltered("prevent-notifications", "nq")})
    ${
      conversation === undefined
        ? ""
        : `and not exists (select from conversation_mutes nc
            where nc.account_id = ${to} and nc.conversation_id = ${conversation})`
    }`;
}

/** SQL: whether an account is one of this node's that may do things. */
export function isActiveHere(account: string): string {
  return `exists (select from accounts own where own.id = ${account} and own.domain is null and own.state = 'active')`;
}
