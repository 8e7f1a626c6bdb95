import type { Change } from "../../changes/feed.ts";
import type { ApiCtx } from "../../context.ts";
import { Message } from "../message.ts";
import { type Audience, subscriptionsOf } from "../registry.ts";
import { readBoostsOf, readTombstones } from "../store/deleted.ts";
import { readFollowers, readHomes } from "../store/homes.ts";
import { readListsWith } from "../store/lists.ts";
import type { StreamName } from "../streams.ts";
import type { Emit } from "./emit.ts";

/**
 * What is gone, by its id alone. It goes to all who may have it on a timeline: whose homes had it is not kept, so whoever
 * follows its author is told. Of direct posts only those learn whose homes have it.
 */
export async function deletionEvents(
  ctx: ApiCtx,
  audience: Audience,
  changes: readonly Change[],
): Promise<Emit> {
  const gone = changes.filter(({ kind }) => kind === "post.deleted" || kind === "boost.deleted");
  if (gone.length === 0) return () => undefined;
  const postIds = gone.flatMap(({ kind, subjectId }) => (kind === "post.deleted" ? subjectId : []));
  const viewers = [...audience.of("user").keys(), ...audience.of("direct").keys()];
  const listIds = [...audience.of("list").keys()];
  const [rows, boosts] = await Promise.all([
    readTombstones(ctx.sql, postIds),
    readBoostsOf(ctx.sql, postIds),
  ]);
  const tombstones = new Map(rows.map((row) => [row.id, row]));
  const direct = rows.filter((row) => row.visibility === "direct").map((row) => row.id);
  const authors = [
    ...gone.flatMap(({ accountId }) => accountId ?? []),
    ...boosts.map((boost) => boost.accountId),
  ];
  const accountIds = [...new Set(authors)];
  const [followers, homes, lists] = await Promise.all([
    readFollowers(ctx.sql, viewers, accountIds),
    readHomes(ctx.sql, viewers, direct),
    readListsWith(ctx.sql, listIds, accountIds),
  ]);

  function tell(message: Message, names: readonly StreamName[], keys: Iterable<string>): void {
    for (const name of names) {
      for (const { connection, stream } of subscriptionsOf(audience, name, keys))
        connection.send(message, stream);
    }
  }

  function tellFollowers(id: string, accountId: string | null, position: string): Message {
    const message = new Message("delete", id, position);
    tell(message, ["user"], followers.get(accountId ?? "") ?? []);
    tell(message, ["list"], lists.get(accountId ?? "") ?? []);
    return message;
  }

  return ({ kind, subjectId, accountId, position }) => {
    if (kind === "boost.deleted") tellFollowers(subjectId, accountId, position);
    if (kind !== "post.deleted") return;
    const tombstone = tombstones.get(subjectId);
    if (tombstone?.visibility === "direct") {
      const message = new Message("delete", subjectId, position);
      tell(message, ["user", "direct"], homes.get(subjectId) ?? []);
      return;
    }
    const message = tellFollowers(subjectId, accountId, position);
    for (const boost of boosts) {
      if (boost.postId === subjectId) tellFollowers(boost.id, boost.accountId, position);
    }
    // Of a post without a row nobody knows any more where it stood.
    if (tombstone !== undefined && tombstone.visibility !== "public") return;
    for (const name of openStreams(tombstone?.isLocal)) tell(message, [name], audience.of(name).keys());
  };
}

function openStreams(isLocal: boolean | undefined): StreamName[] {
  const local = ["public:local", "public:local:media", "hashtag:local"] as const;
  const remote = ["public:remote", "public:remote:media"] as const;
  return [
    "public",
    "public:media",
    "hashtag",
    ...(isLocal === false ? [] : local),
    ...(isLocal === true ? [] : remote),
  ];
}
