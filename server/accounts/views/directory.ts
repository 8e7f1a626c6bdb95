import type { Ctx } from "../../context.ts";
import { createPatience } from "../../platform/patience.ts";
import { run } from "../../platform/statement.ts";
import { isAccountFiltered } from "../../policy/filters/in-force.ts";
import { type AccountColumns, accountColumns, accountSummary } from "../../posts/views/rows.ts";
import type { AccountSummary } from "../../posts/views/types.ts";
import { hiddenFrom } from "../../timelines/rules.ts";
import { isShown } from "./summaries.ts";

export interface DirectoryRequest {
  /** By the latest post, or by when they came to be known here. */
  order: "active" | "new";
  onlyLocal: boolean;
  limit: number;
  offset: number;
}

const orders = { active: "a.last_post_at desc nulls last, a.id desc", new: "a.id desc" };

/** Nobody turns so many pages; each is as dear as all before it. */
const FURTHEST = 10_000;

const patiently = createPatience({ ms: 2_000, atOnce: 2 });

/**
 * Accounts that want to be found, without those that the viewer has blocked or muted.
 *
 * @throws OutOfPatience
 */
export async function readDirectory(
  ctx: Pick<Ctx, "sql" | "clock">,
  viewerId: string | null,
  { order, onlyLocal, limit, offset }: DirectoryRequest,
): Promise<AccountSummary[]> {
  if (offset > FURTHEST) return [];
  const text = `select ${accountColumns("a", "account")} from accounts a
     where a.discoverable and not a.limited and a.moved_to is null and a.kind <> 'application' and ${isShown("a")}
       and not ${isAccountFiltered("prevent-recommendations", "a")}
       and ${onlyLocal ? "a.domain is null" : "true"} and not ${hiddenFrom("a", "$1::uuid", "$2::timestamptz")}
     order by ${orders[order]} limit $3::int offset $4::int`;
  const parameters = [viewerId, ctx.clock.now(), limit, offset];
  const rows = await patiently(ctx.sql, (sql) => run<AccountColumns<"account">>(sql, text, parameters));
  return rows.map((row) => accountSummary(row, "account"));
}
