import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ApiCtx } from "../context.ts";
import { atMost } from "./body.ts";
import { busy, type Failure, failureOf } from "./failure.ts";

type Deps = Pick<ApiCtx, "openRemote">;

/** Bytes of one answer. */
const MAX_BYTES = 4 * 1024 ** 3;
/** Readers of long videos ask again where they were. */
const WHOLE_MS = 30 * 60_000;
/** Answers that are under way at a time. */
const most = { perReader: 12, perHost: 24, inAll: 200 };

/**
 * Passes videos and sound through from their origin, in the parts that players ask for. Nothing is kept; a reader who goes
 * ends the exchange with the origin.
 */
export function createPasser(ctx: Deps) {
  const underWay = new Map<string, number>();
  let inAll = 0;

  /** @returns what puts it back; null when there are too many */
  function enter(reader: string, host: string): (() => void) | null {
    const keys = [
      [`reader ${reader}`, most.perReader],
      [`host ${host}`, most.perHost],
    ] as const;
    if (inAll >= most.inAll || keys.some(([key, limit]) => (underWay.get(key) ?? 0) >= limit)) return null;
    inAll++;
    for (const [key] of keys) underWay.set(key, (underWay.get(key) ?? 0) + 1);
    return () => {
      inAll--;
      for (const [key] of keys) {
        const left = (underWay.get(key) ?? 1) - 1;
        if (left === 0) underWay.delete(key);
        else underWay.set(key, left);
      }
    };
  }

  /**
   * @param headers of the answer, whatever the origin says
   * @returns why nothing was answered; null when something was
   */
  return async function pass(
    { url, reader }: { url: string; reader: string },
    request: IncomingMessage,
    response: ServerResponse,
    headers: OutgoingHttpHeaders,
  ): Promise<Failure | null> {
    const leave = enter(reader, URL.parse(url)?.host ?? "");
    if (leave === null) return busy("too many are passed through");
    const gone = new AbortController();
    const onClose = () => gone.abort();
    response.once("close", onClose);
    let from: Readable | null = null;
    try {
      // It may have been closed long before it got here.
      if (response.destroyed) return null;
      const range = oneRange(request.headers.range);
      const opened = await ctx.openRemote(url, {
        wholeMs: WHOLE_MS,
        signal: gone.signal,
        ...(range !== null && { headers: { range } }),
      });
      if (!opened.ok) {
        if (opened.error.type !== "response/status" || opened.error.status !== 416)
          return failureOf(opened.error);
        response.writeHead(416, { ...headers, "content-type": "text/plain" }).end();
        return null;
      }
      const { body, status, headers: theirs } = opened.value;
      from = body;
      const isPart =
        status === 206 && range !== null && /^bytes \d+-\d+\/(?:\d+|\*)$/.test(theirs["content-range"] ?? "");
      response.writeHead(isPart ? 206 : 200, {
        ...headers,
        ...(/^\d{1,15}$/.test(theirs["content-length"] ?? "") && {
          "content-length": theirs["content-length"],
        }),
        ...(isPart && { "content-range": theirs["content-range"] }),
        ...((isPart || theirs["accept-ranges"] === "bytes") && { "accept-ranges": "bytes" }),
      });
      if (request.method === "HEAD") response.end();
      else await pipeline(Readable.from(atMost(MAX_BYTES, body), { objectMode: false }), response);
      return null;
    } catch (error) {
      // Whoever was reading sees the end of it; there is nobody to tell.
      if (response.headersSent || response.destroyed) response.destroy();
      else throw error;
      return null;
    } finally {
      response.off("close", onClose);
      from?.destroy();
      leave();
    }
  };
}

/** One part, in the only form that players use. */
function oneRange(header: string | undefined): string | null {
  const text = header?.trim() ?? "";
  return /^bytes=(?:\d{1,15}-\d{0,15}|-\d{1,15})$/.test(text) ? text : null;
}
