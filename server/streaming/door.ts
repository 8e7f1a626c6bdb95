import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";
import type { ApiCtx } from "../context.ts";
import { authenticate } from "../oauth/authenticate.ts";
import type { Listener, StreamRefusal } from "./streams.ts";

/** Somebody who has been let in. */
export interface Guest extends Listener {
  readonly tokenId: string | null;
  /** Makes room for another one. */
  leave(): void;
}

export interface Door {
  /**
   * Lets a request in: with the token that it has, or as nobody in particular without one.
   *
   * @param address where it comes from, as far as trusted proxies tell
   */
  admit(request: IncomingMessage, address: string): Promise<Guest | StreamRefusal>;
}

const tooMany: StreamRefusal = { error: "Too many open streams", status: 429 };

/** Counts who is inside: so many an account and an address may open, in each process. */
export function createDoor(ctx: Pick<ApiCtx, "sql" | "clock" | "config">): Door {
  const { maxStreamsPerAccount, maxStreamsPerAddress } = ctx.config.limits;
  const byAddress = createCounter(maxStreamsPerAddress);
  const byAccount = createCounter(maxStreamsPerAccount);
  return {
    async admit(request, address) {
      // Of this machine's own addresses only a proxy's is seen, whose clients it does not name.
      const place = isLoopback(address) ? null : address;
      if (!byAddress.enter(place)) return tooMany;
      const admitted = await authenticate(ctx, tokenOf(request)).catch((error) => {
        byAddress.leave(place);
        throw error;
      });
      const refusal = refusalOf(admitted);
      const { viewer = null, token = null } = admitted === "invalid" || admitted === null ? {} : admitted;
      const accountId = viewer?.accountId ?? null;
      if (refusal !== null || !byAccount.enter(accountId)) {
        byAddress.leave(place);
        return refusal ?? tooMany;
      }
      let isInside = true;
      return {
        accountId,
        tokenId: token?.id ?? null,
        scopes: token?.scopes ?? [],
        leave() {
          if (!isInside) return;
          isInside = false;
          byAddress.leave(place);
          byAccount.leave(accountId);
        },
      };
    },
  };
}

function refusalOf(admitted: Awaited<ReturnType<typeof authenticate>>): StreamRefusal | null {
  if (admitted === "invalid") return { error: "Invalid access token", status: 401 };
  if (admitted === null || admitted.obstacle === null) return null;
  return { error: admitted.obstacle, status: 403 };
}

/** RFC 6750 §2.1 and §2.3, and the one header of its own that a browser lets a page send with a WebSocket. */
function tokenOf({ headers, url = "" }: IncomingMessage): string | null {
  const bearer = /^Bearer\s+(\S+)\s*$/i.exec(headers.authorization ?? "")?.[1];
  const protocol = headers["sec-websocket-protocol"]?.split(",")[0]?.trim();
  return bearer ?? queryOf(url).get("access_token") ?? (protocol || null);
}

/** The query of a request's target. */
export function queryOf(target: string): URLSearchParams {
  const at = target.indexOf("?");
  return new URLSearchParams(at === -1 ? "" : target.slice(at + 1));
}

function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === "loopback";
}

function createCounter(most: number) {
  const counts = new Map<string, number>();
  return {
    /** Nobody in particular may always. */
    enter(key: string | null): boolean {
      if (key === null) return true;
      const count = counts.get(key) ?? 0;
      if (count >= most) return false;
      counts.set(key, count + 1);
      return true;
    },
    leave(key: string | null): void {
      if (key === null) return;
      const count = (counts.get(key) ?? 0) - 1;
      if (count > 0) counts.set(key, count);
      else counts.delete(key);
    },
  };
}
