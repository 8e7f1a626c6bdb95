import { vi } from "vitest";
import type { Result } from "#protocol/result.ts";
import { type CreateAccountInput, createAccount } from "#server/accounts/create.ts";
import type { Ctx } from "#server/context.ts";
import { createPost } from "#server/posts/create.ts";
import type { PostDraft } from "#server/posts/draft.ts";
import { loadPostView } from "#server/posts/views/load.ts";
import type { PostView } from "#server/posts/views/types.ts";
import { requestFollow } from "#server/relations/follow.ts";
import { readHome } from "#server/timelines/home.ts";
import type { TimelineEntry } from "#server/timelines/read.ts";
import type { NodeProcess } from "#test/support/processes.ts";

/** Somebody with an account on one of the nodes. */
export interface Person {
  readonly node: NodeProcess;
  readonly id: string;
  readonly iri: string;
  /** `@ana@localhost:3000` */
  readonly handle: string;
}

const PATIENCE_MS = 15_000;

/** Tries again until it does not throw: what one node does reaches the other a moment later. */
export function eventually<T>(assertion: () => Promise<T>, patienceMs = PATIENCE_MS): Promise<T> {
  return vi.waitFor(assertion, { timeout: patienceMs, interval: 60 });
}

/** Long enough for something to arrive that should not. */
export function aMoment(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 700));
}

/** The value of a result that must be one. */
export function must<T>(result: Result<T, { type: string }>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

export async function ctxOf({ node }: Pick<Person, "node">): Promise<Ctx> {
  return (await node.console()).ctx;
}

export async function person(
  node: NodeProcess,
  username: string,
  input: Omit<CreateAccountInput, "username"> = {},
): Promise<Person> {
  const { ctx } = await node.console();
  const { id, iri } = must(await createAccount(ctx, { username, ...input }));
  return { node, id, iri, handle: `@${username}@${node.host}` };
}

/** The id by which one person's node knows another person. */
export async function idFor(viewer: Person, other: Person): Promise<string> {
  const ctx = await ctxOf(viewer);
  return must(await ctx.resolve.account(other.iri)).id;
}

/** The id by which a person's node knows a post; null when it does not. */
export async function localId(viewer: Person, iri: string): Promise<string | null> {
  const { sql } = await ctxOf(viewer);
  const [row] = await sql<{ id: string }[]>`select id from posts where iri = ${iri} and deleted_at is null`;
  return row?.id ?? null;
}

/** A post as a person sees it in the database of that person's node; null when it is not there, or not for them. */
export async function seen(viewer: Person, iri: string): Promise<PostView | null> {
  const id = await localId(viewer, iri);
  return id === null ? null : loadPostView(await ctxOf(viewer), viewer.id, id);
}

/** A post that must be there by now, with the id it has on the viewer's node. */
export async function mustSee(viewer: Person, iri: string): Promise<PostView> {
  const view = await seen(viewer, iri);
  if (view === null) throw new Error(`${viewer.handle} does not see ${iri}`);
  return view;
}

export async function home(viewer: Person): Promise<TimelineEntry[]> {
  return (await readHome(await ctxOf(viewer), viewer.id, { limit: 40 })).items;
}

/** A post's place in a person's home timeline, by itself or by a boost of someone. */
export async function atHome(viewer: Person, iri: string): Promise<TimelineEntry | undefined> {
  return (await home(viewer)).find((entry) => entry.post.iri === iri);
}

export async function publish(
  author: Person,
  draft: string | Omit<PostDraft, "accountId">,
): Promise<{ id: string; iri: string }> {
  const content = typeof draft === "string" ? { text: draft } : draft;
  return must(await createPost(await ctxOf(author), { accountId: author.id, ...content }));
}

/** State of a follow in the database of `on`: null when there is none. */
export async function followState(on: Person, follower: Person, followee: Person): Promise<string | null> {
  const { sql } = await ctxOf(on);
  const [row] = await sql<{ state: string }[]>`
    select f.state from follows f
    join accounts a on a.id = f.follower_id join accounts b on b.id = f.followee_id
    where a.iri = ${follower.iri} and b.iri = ${followee.iri}`;
  return row?.state ?? null;
}

/** Follows and waits until both nodes count it. */
export async function follow(follower: Person, followee: Person): Promise<void> {
  const followeeId = await idFor(follower, followee);
  must(await requestFollow(await ctxOf(follower), { followerId: follower.id, followeeId }));
  await eventually(async () => {
    for (const on of [follower, followee]) {
      const state = await followState(on, follower, followee);
      if (state !== "accepted") throw new Error(`${follower.handle} → ${followee.handle} is ${state}`);
    }
  });
}
