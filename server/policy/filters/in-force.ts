import type { Filter } from "#moderation/filter.ts";

/**
 * SQL: whether a filter is in force for an account: by moderators, by a rule about its profile, or by what holds for its
 * domain. It ends when the decision does.
 *
 * @param account alias of a row of `accounts`
 */
export function isAccountFiltered(filter: Filter, account: string): string {
  const asked = ["filters", "rule_filters", "domain_filters"].map(
    (column) => `'${filter}' = any(${account}.${column})`,
  );
  return `(${asked.join(" or ")})`;
}

/**
 * SQL: whether it is in force for a post: by rules or moderators for itself, or for its author.
 *
 * @param post alias of a row of `posts`
 * @param account of its author's
 * @example `select p.id from posts p join accounts a on a.id = p.account_id where not ${isPostFiltered("prevent-search", "p", "a")}`
 */
export function isPostFiltered(filter: Filter, post: string, account: string): string {
  return `(exists (select from post_filters f where f.post_id = ${post}.id
      and ('${filter}' = any(f.filters) or '${filter}' = any(f.acted)))
    or ${isAccountFiltered(filter, account)})`;
}
