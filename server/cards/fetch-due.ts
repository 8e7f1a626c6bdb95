import type { ApiCtx } from "../context.ts";
import { readRemotePage } from "./read-remote.ts";
import { type DueCard, findAuthor, settleFailed, settleRead, takeDue } from "./store.ts";

type Deps = Pick<ApiCtx, "sql" | "db" | "clock" | "uris" | "handleHost" | "fetchRemote" | "log">;

/** Pages that are asked for at a time, each of another site. */
const AT_A_TIME = 12;
/** A page that ended the process, or the process that read it, this often is left alone. */
const MOST_ATTEMPTS = 3;

/**
 * Reads the pages that are due, one a site.
 *
 * @returns how many there were
 */
export async function fetchDueCards(ctx: Deps): Promise<number> {
  const due = await takeDue(ctx.sql, ctx.clock.now(), AT_A_TIME);
  await Promise.all(
    due.map(async (card) => {
      try {
        await fetchCard(ctx, card);
      } catch (error) {
        ctx.log.error({ err: error, card: card.id }, "preview card not read");
        await settleFailed(ctx.sql, card.id, ctx.clock.now());
      }
    }),
  );
  return due.length;
}

async function fetchCard(ctx: Deps, { id, url, attempts }: DueCard): Promise<void> {
  const page = attempts > MOST_ATTEMPTS ? null : await readRemotePage(ctx, url);
  const now = ctx.clock.now();
  if (page === null) return settleFailed(ctx.sql, id, now);
  const authorAccountId = page.creator === null ? null : await authorOf(ctx, page.creator);
  await ctx.db.transaction((tx) =>
    settleRead(tx, id, page.content, { canonicalUrl: page.canonicalUrl, authorAccountId, now }),
  );
}

function authorOf(ctx: Deps, handle: string): Promise<string | null> {
  const [username = "", domain = ""] = handle.split("@");
  const isHere = [ctx.handleHost, new URL(ctx.uris.origin).host].includes(domain.toLowerCase());
  return findAuthor(ctx.sql, { username, domain: isHere ? null : domain.toLowerCase() });
}
