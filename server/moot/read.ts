import type { ApiCtx } from "../context.ts";
import { type ReceivedLine, readReceived } from "./store/received.ts";

export type { PeerLine } from "./store/peers.ts";
export type { ReceivedLine } from "./store/received.ts";

/** Decisions of other nodes, newest first. */
export function listReceived(
  ctx: Pick<ApiCtx, "sql">,
  page: { before: string | null; limit: number },
): Promise<ReceivedLine[]> {
  return readReceived(ctx.sql, page);
}
