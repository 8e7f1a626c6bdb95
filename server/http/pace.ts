import type { IncomingMessage, ServerResponse } from "node:http";

/** How a request's body must come. */
export interface Pace {
  /** How long nothing at all may come. */
  patienceMs: number;
  /** What must come on average beyond that. */
  bytesPerSecond: number;
  /** How long all of it may take. */
  wholeMs: number;
}

interface Coming {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly pace: Pace;
  readonly since: number;
  /** Of its connection, when it was looked at last. */
  bytes: number;
  /** How long nothing may come from now on: waiting uses it up, and bytes give it back. */
  patienceMs: number;
}

const TOO_SLOW = "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n";
/** A process that was busy itself does not blame its peers for it. */
const LONGEST_TICK = 3;

/**
 * Ends requests whose bodies come too slowly, which hold a connection and whatever was read of them so far. A large body
 * may take its time as long as it comes: only waiting for the peer counts, not waiting for whoever reads it here.
 *
 * @param checkMs how often they are looked at
 * @example
 * const watch = createPaceKeeper(5_000);
 * watch.keep(response, { patienceMs: 30_000, bytesPerSecond: 8_192, wholeMs: 1_800_000 });
 */
export function createPaceKeeper(checkMs: number) {
  const coming = new Set<Coming>();
  let last = performance.now();

  const timer = setInterval(() => {
    const now = performance.now();
    const waitedMs = Math.min(now - last, LONGEST_TICK * checkMs);
    last = now;
    for (const one of coming) {
      if (isOver(one.request)) coming.delete(one);
      else if (!keepsPace(one, waitedMs, now)) end(one);
    }
  }, checkMs).unref();

  return {
    /** Watches the request that this answers until its body is here. */
    keep(response: ServerResponse, pace: Pace): void {
      const request = response.req;
      const { "content-length": length, "transfer-encoding": encoding } = request.headers;
      if (length === undefined && encoding === undefined) return;
      const bytes = request.socket.bytesRead;
      const one = { request, response, pace, since: performance.now(), bytes, patienceMs: pace.patienceMs };
      coming.add(one);
      request.once("close", () => coming.delete(one));
    },
    stop: () => clearInterval(timer),
  };
}

function isOver({ complete, destroyed }: IncomingMessage): boolean {
  return complete || destroyed;
}

function keepsPace(one: Coming, waitedMs: number, now: number): boolean {
  const { request, pace } = one;
  if (now - one.since > pace.wholeMs) return false;
  const { bytesRead } = request.socket;
  const came = bytesRead - one.bytes;
  one.bytes = bytesRead;
  // What has come waits to be read here.
  if (request.readableLength >= request.readableHighWaterMark) return true;
  const earnedMs = (came / pace.bytesPerSecond) * 1_000;
  one.patienceMs = Math.min(pace.patienceMs, one.patienceMs - waitedMs + earnedMs);
  return one.patienceMs > 0;
}

/** As Node ends a request that took too long. */
function end({ request: { socket }, response }: Coming): void {
  if (socket.writable && !response.headersSent) socket.write(TOO_SLOW);
  socket.destroy();
}
