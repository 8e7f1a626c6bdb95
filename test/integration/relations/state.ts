import type { KnownAccount } from "#federation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { posts } from "#server/posts/schema.ts";
import type { Rig } from "../accounts/rig.ts";

/** What the tests look at, read from the tables. */
export async function countsOf(rig: Rig, id: string): Promise<{ followers: number; following: number }> {
  const [row] = await rig.ctx.sql<{ followers: number; following: number }[]>`
    select followers_count as followers, following_count as following from accounts where id = ${id}`;
  if (row === undefined) throw new Error(`no account ${id}`);
  return { ...row };
}

/** Ids of the posts in somebody's home timeline. */
export async function homeOf(rig: Rig, id: string): Promise<string[]> {
  const rows = await rig.ctx.sql<{ id: string }[]>`
    select post_id as id from home_entries where account_id = ${id} order by entry_id`;
  return rows.map((row) => row.id);
}

export async function noticesOf(rig: Rig, id: string): Promise<string[]> {
  const rows = await rig.ctx.sql<{ kind: string; from: string }[]>`
    select kind, from_account_id as from from notifications where account_id = ${id} order by id`;
  return rows.map((row) => `${row.kind} from ${row.from}`);
}

export async function knownAccount(rig: Rig, id: string): Promise<KnownAccount> {
  const account = await rig.port.byId(id);
  if (account === null) throw new Error(`no account ${id}`);
  return account;
}

/** A public post, only as a row. */
export async function publish(
  rig: Rig,
  accountId: string,
  inReplyToId: string | null = null,
): Promise<string> {
  const { ctx } = rig;
  const id = ctx.ids.next();
  const iri = `https://anywhere.example/posts/${id}` as Iri;
  const account = await knownAccount(rig, accountId);
  const now = ctx.clock.now();
  await ctx.db.insert(posts).values({
    id,
    iri,
    accountId,
    isLocal: account.isLocal,
    kind: "note",
    type: "Note",
    html: "<p>Hello</p>",
    visibility: "public",
    url: iri,
    conversationId: id,
    inReplyToId,
    publishedAt: now,
    receivedAt: now,
  });
  return id;
}
