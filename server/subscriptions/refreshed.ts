import type { ListError } from "#moderation/advice/read-list.ts";
import type { ApiCtx } from "../context.ts";
import type { ActorDeps } from "./actors.ts";
import type { FetchListError } from "./fetch-list.ts";

export type RefreshError =
  | ListError
  | FetchListError
  | { type: "domain-list/not-found" }
  | { type: "domain-list/empty" }
  /** Something that nobody foresaw; the log says what. */
  | { type: "domain-list/broke" }
  /** So much would go that an administrator must say so: `isForced`. */
  | { type: "domain-list/too-much-gone"; gone: number; before: number };

export interface Refreshed {
  /** Entries that are new, different or gone. */
  readonly changed: number;
  readonly decided: number;
  readonly withdrawn: number;
}

export type RefreshDeps = ActorDeps & Pick<ApiCtx, "fetchRemote" | "openRemote" | "log">;
