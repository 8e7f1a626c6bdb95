import type { Ctx } from "../context.ts";
import { isAbout } from "../reports/about.ts";
import type { Listed, PageRequest } from "../timelines/page.ts";
import { readListed } from "./listed.ts";

/** Something that a moderator or administrator did, or the node itself. */
export interface ListedDeed {
  id: string;
  at: Date;
  /** Null for the node itself or its command line. */
  by: string | null;
  action: string;
  target: string;
  details: Record<string, unknown>;
}

/** SQL: whether a deed (`t`) was done to somebody, to a post of theirs, or to a report about them. */
const isDoneTo = (account: string) => `(t.target = ${account}::text
  or case when t.target ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    exists (select from posts p where p.id = t.target::uuid and p.account_id = ${account})
    or exists (select from reports r where r.id = t.target::uuid and ${isAbout("r", account)}) else false end)`;

/**
 * What was done, newest first.
 *
 * @param readerId who reads: who decided about them is told to nobody, and not that somebody looks into a report about them
 * @param filter.action how it begins: `account`, `domain.blocked`
 */
export function listDeeds(
  ctx: Pick<Ctx, "sql">,
  readerId: string,
  filter: { by?: string | null; action?: string | null; target?: string | null },
  page: PageRequest,
): Promise<Listed<ListedDeed>> {
  const { by = null, action = null, target = null } = filter;
  return readListed<ListedDeed>(
    ctx,
    page,
    `select t.id, t.at, t.account_id as by, t.action, t.target, t.details from audit_log t
     where ($3::uuid is null or t.account_id = $3::uuid) and ($4::text is null or starts_with(t.action, $4::text))
       and ($5::text is null or t.target = $5::text) and not ${isDoneTo("$6::uuid")}`,
    [by, action, target, readerId],
  );
}
