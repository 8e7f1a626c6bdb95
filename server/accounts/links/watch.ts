import type { ChangeFeed } from "../../changes/feed.ts";
import type { Ctx } from "../../context.ts";
import type { JobOptions, Queue } from "../../platform/queue/port.ts";
import { run } from "../../platform/statement.ts";
import type { LinkJob } from "./verify.ts";

/** Pages that are away are asked for about a day. */
const options: JobOptions = { attempts: 6, backoff: { firstMs: 60_000, factor: 6, maxMs: 12 * 3_600_000 } };

/**
 * Has the links of profiles looked at that have changed. Of an account no more than one job waits: the newest, which
 * begins from the first try. One that runs sees at its end what was changed meanwhile.
 */
export function watchLinks(
  ctx: Pick<Ctx, "sql">,
  changes: Pick<ChangeFeed, "consume">,
  queue: Pick<Queue<{ links: LinkJob }>, "add" | "remove">,
): void {
  changes.consume("links", async (batch) => {
    const ids = new Set(
      batch.filter(({ kind }) => kind === "account.updated").map((change) => change.subjectId),
    );
    const open = ids.size === 0 ? [] : await run<{ id: string }>(ctx.sql, withOpenLinks, [[...ids]]);
    for (const { id } of open) {
      await queue.remove("links", id);
      await queue.add("links", { accountId: id }, { ...options, id });
    }
  });
}

const withOpenLinks = `
select a.id from accounts a where a.id = any($1::uuid[]) and a.domain is null and a.state = 'active'
  and exists (select from jsonb_array_elements(a.field_sources) f
    where f->>'verifiedAt' is null and f->>'value' ~* '^\\s*https?://')`;
