import type { CollectionPort, Page } from "#federation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import type { Ctx } from "../context.ts";
import { readCounts, readFollowersOn, readFollowPage, readIsFollowedHere } from "./store/followers.ts";

const PAGE = 100;
const cursorPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export type RelationCollections = Pick<
  CollectionPort,
  "counts" | "followers" | "following" | "followersOn" | "isFollowedHere"
>;

/** Followers and following as collections, in pages of 100 that begin with the newest accounts. */
export function createRelationCollections(ctx: Pick<Ctx, "sql">): RelationCollections {
  const page = async (
    side: "followers" | "following",
    accountId: string,
    cursor: string | null,
  ): Promise<Page<Iri>> => {
    if (cursor !== null && !cursorPattern.test(cursor)) return { items: [], next: null };
    const rows = await readFollowPage(ctx, side, accountId, cursor, PAGE + 1);
    const items = rows.slice(0, PAGE);
    return {
      items: items.map((row) => row.iri),
      next: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null,
    };
  };
  return {
    counts: (accountId) => readCounts(ctx, accountId),
    followers: (accountId, cursor) => page("followers", accountId, cursor),
    following: (accountId, cursor) => page("following", accountId, cursor),
    followersOn: (accountId, host) => readFollowersOn(ctx, accountId, host),
    isFollowedHere: (accountId) => readIsFollowedHere(ctx, accountId),
  };
}
