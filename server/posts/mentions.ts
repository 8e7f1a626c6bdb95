import { type FoundMention, findMentions } from "#protocol/html/find.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";

export interface MentionedAccount {
  id: string;
  iri: Iri;
  url: string;
  username: string;
  domain: string | null;
}

/** The accounts that a text names, by handle as written; a handle that leads nowhere stays text. */
export type Mentioned = ReadonlyMap<string, MentionedAccount>;

export function handleOf(found: Pick<FoundMention, "username" | "domain">): string {
  return found.domain === null ? `@${found.username}` : `@${found.username}@${found.domain}`;
}

/** Looks up everybody a text mentions, asking other servers where they are not known here yet. */
export async function resolveMentions(
  ctx: Pick<Ctx, "sql" | "resolve" | "limits">,
  text: string,
): Promise<Result<Mentioned, { type: "post/too-many-mentions"; most: number }>> {
  const handles = [...new Set(findMentions(text).map(handleOf))];
  const most = ctx.limits.maxMentions;
  if (handles.length > most) return err({ type: "post/too-many-mentions", most });
  if (handles.length === 0) return ok(new Map());
  // A handle without a domain is one of this node.
  const query = (handle: string) => (handle.includes("@", 1) ? handle : handle.slice(1));
  const found = await Promise.all(handles.map((handle) => ctx.resolve.account(query(handle))));
  const ids = found.map((result) => (result.ok ? result.value.id : null));
  const accounts = await run<MentionedAccount>(
    ctx.sql,
    `select id, iri, url, username, domain from accounts where id = any($1::uuid[]) and state = 'active'`,
    [ids.filter((id) => id !== null)],
  );
  const byId = new Map(accounts.map((account) => [account.id, account]));
  const mentioned = new Map<string, MentionedAccount>();
  for (const [at, handle] of handles.entries()) {
    const account = byId.get(ids[at] ?? "");
    if (account !== undefined) mentioned.set(handle, account);
  }
  return ok(mentioned);
}
