import { WebSocket } from "ws";
import { answer } from "../child.ts";

/** Clients of a node's streaming, as many as are asked for, in one process. */
const sockets: WebSocket[] = [];
let arrivals: number[] = [];
let wanted = 0;
let arrived: (() => void) | undefined;

/** Sockets that are being opened at a time. */
const AT_ONCE = 50;

const now = () => performance.timeOrigin + performance.now();

function hear(): void {
  arrivals.push(now());
  if (arrivals.length >= wanted) arrived?.();
}

async function open(url: string): Promise<void> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  socket.on("message", hear);
  await new Promise((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  socket.on("error", () => undefined);
  sockets.push(socket);
}

const calls = {
  /** Opens one socket for each token, all to the same stream. */
  async open({
    origin,
    stream,
    tokens,
  }: {
    origin: string;
    stream: string;
    tokens: string[];
  }): Promise<void> {
    const urls = tokens.map(
      (token) => `${origin.replace("http", "ws")}/api/v1/streaming?stream=${stream}&access_token=${token}`,
    );
    for (let at = 0; at < urls.length; at += AT_ONCE)
      await Promise.all(urls.slice(at, at + AT_ONCE).map((url) => open(url)));
  },

  /** When the first and the last of so many messages came, in milliseconds since 1970. Asked before they are sent. */
  async expect({ messages }: { messages: number }): Promise<{ first: number; last: number }> {
    arrivals = [];
    wanted = messages;
    const late = new Promise<never>((_, reject) =>
      setTimeout(() => reject(new Error(`${arrivals.length} of ${messages} messages came`)), 30_000).unref(),
    );
    await Promise.race([
      late,
      new Promise<void>((resolve) => {
        arrived = resolve;
      }),
    ]);
    return { first: arrivals[0] ?? 0, last: arrivals.at(-1) ?? 0 };
  },

  close(): void {
    for (const socket of sockets.splice(0)) socket.terminate();
  },
};

export type ListenerCalls = typeof calls;
answer(calls, () => calls.close());
