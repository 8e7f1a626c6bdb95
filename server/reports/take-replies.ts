import { toText } from "#protocol/html/text.ts";
import { clean } from "#protocol/vocab/read/names.ts";
import type { Change } from "../changes/feed.ts";
import type { Ctx } from "../context.ts";
import { countMessages } from "./store/messages.ts";
import { type Reply, readReplies } from "./store/people.ts";
import { keepMessage, MOST_A_DAY, MOST_CHARACTERS } from "./talk.ts";

type Deps = Pick<Ctx, "db" | "sql" | "ids" | "clock">;

const DAY_MS = 86_400_000;

/**
 * What somebody who complained answers to a letter about it, here or elsewhere, is a message of the report: a client has no other
 * way to answer than a direct post.
 */
export async function takeReplies(ctx: Deps, batch: readonly Change[]): Promise<void> {
  const ids = batch.flatMap(({ kind, subjectId }) => (kind === "post.created" ? [subjectId] : []));
  if (ids.length === 0) return;
  for (const reply of await readReplies(ctx.sql, ids)) await take(ctx, reply);
}

async function take(ctx: Deps, { reportId, caseId, iri, html }: Reply): Promise<void> {
  const since = new Date(ctx.clock.now().getTime() - DAY_MS);
  if ((await countMessages(ctx.sql, reportId, "reporter", since)) >= MOST_A_DAY) return;
  // Whom it is to stands before it.
  const said = clean(toText(html))
    .replace(/^(?:\s*@\S+)+\s*/, "")
    .trim();
  if (said === "") return;
  const text = [...said].slice(0, MOST_CHARACTERS).join("");
  await keepMessage(ctx, { reportId, from: "reporter", accountId: null, iri, text }, { by: null, caseId });
}
