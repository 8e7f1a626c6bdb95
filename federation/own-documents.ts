import type { JsonObject } from "#protocol/model/activity.ts";
import { writeAccount } from "#protocol/vocab/write/account.ts";
import { announceOfBoost } from "./activities/announce/outbound.ts";
import { createOf } from "./activities/create/outbound.ts";
import type { Ports } from "./ports.ts";

/** What people of this node published, for themselves: whatever its visibility, as peers get it. */
export interface OwnDocuments {
  /** The actor; null when there is none. */
  actor(accountId: string): Promise<JsonObject | null>;
  /** The `Create` of a local post or the `Announce` of a boost; null when it is gone. */
  activity(published: { kind: "post" | "boost"; id: string }): Promise<JsonObject | null>;
}

export function createOwnDocuments(deps: Pick<Ports, "uris" | "accounts" | "posts">): OwnDocuments {
  return {
    async actor(accountId) {
      const profile = await deps.accounts.profile(accountId);
      return profile && writeAccount(profile);
    },
    async activity({ kind, id }) {
      if (kind === "post") {
        const outgoing = await deps.posts.byId(id);
        return outgoing === null || !outgoing.isLocal || outgoing.deletedAt !== null
          ? null
          : createOf(deps, outgoing);
      }
      const boost = await deps.posts.boost(id);
      return boost && announceOfBoost(deps, boost);
    },
  };
}
