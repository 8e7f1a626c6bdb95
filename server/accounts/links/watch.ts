import type { ChangeFeed } from "../../changes/feed.ts";
import type { Ctx } from "../../context.ts";
import type { JobOptions } from "../../platform/queue/port.ts";
import { run } from "../../platform/statement.ts";
import type { LinkJob } from "./verify.ts";

/** Pages that are away are asked for about a day. */
const options: JobOptions = { attempts: 6, backoff: { firstMs: 60_000, factor: 6, maxMs: 12 * 3_600_000 } };

/** Has the links of profiles looked at that have changed. */
export function watchLinks(
  ctx: Pick<Ctx, "sql">,
  changes: Pick<ChangeFeed, "consume">,
  add: (jobs: { payload: LinkJob; options: JobOptions }[]) => Promise<void>,
): void {
  changes.consume("links", async (batch) => {
    const ids = new Set(
      batch.filter(({ kind }) => kind === "account.updated").map((change) => change.subjectId),
    );
    const open = ids.size === 0 ? [] : await run<{ id: string }>(ctx.sql, withOpenLinks, [[...ids]]);
    if (open.length > 0) await add(open.map(({ id }) => ({ payload: { accountId: id }, options })));
  });
}

const withOpenLinks = `
select a.id from accounts a where a.id = any($1::uuid[]) and a.domain is null and a.state = 'active'
  and exists (select from jsonb_array_elements(a.field_sources) f
    where f->>'verifiedAt' is null and f->>'value' ~* '^\\s*https?://')`;
