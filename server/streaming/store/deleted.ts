import { type Runner, run } from "../../platform/statement.ts";

/** What is left of a deleted post; posts without a row are missing. */
export interface Tombstone {
  id: string;
  visibility: "public" | "unlisted" | "followers" | "direct";
  isLocal: boolean;
}

export function readTombstones(on: Runner, postIds: readonly string[]): Promise<Tombstone[]> {
  return run<Tombstone>(
    on,
    `select id, visibility, is_local as "isLocal" from posts where id = any($1::uuid[])`,
    [postIds],
  );
}

/** Boosts that are still there of posts that are not. */
export function readBoostsOf(
  on: Runner,
  postIds: readonly string[],
): Promise<{ id: string; postId: string; accountId: string }[]> {
  return run(
    on,
    `select id, post_id as "postId", account_id as "accountId" from boosts where post_id = any($1::uuid[])`,
    [postIds],
  );
}
