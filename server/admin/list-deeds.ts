import type { Ctx } from "../context.ts";
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

/**
 * What was done, newest first.
 *
 * @param filter.action how it begins: `account`, `domain.blocked`
 */
export function listDeeds(
  ctx: Pick<Ctx, "sql">,
  filter: { by?: string | null; action?: string | null; target?: string | null },
  page: PageRequest,
): Promise<Listed<ListedDeed>> {
  const { by = null, action = null, target = null } = filter;
  return readListed<ListedDeed>(
    ctx,
    page,
    `select t.id, t.at, t.account_id as by, t.action, t.target, t.details from audit_log t
     where ($3::uuid is null or t.account_id = $3::uuid) and ($4::text is null or starts_with(t.action, $4::text))
       and ($5::text is null or t.target = $5::text)`,
    [by, action, target],
  );
}
