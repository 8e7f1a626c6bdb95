/**
 * SQL: a domain, on whatever port, and the domains above it: `a.b.example`, `b.example`, `example`.
 *
 * @example `select d.* from domain_policies d where d.domain in ${namesAbove("a.domain")}`
 */
export function namesAbove(domain: string): string {
  return `(select array_to_string(l.labels[i.n:], '.') from (select string_to_array(split_part(${domain}, ':', 1), '.') as labels) l,
     generate_subscripts(l.labels, 1) as i(n))`;
}
