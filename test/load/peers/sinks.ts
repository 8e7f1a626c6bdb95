import { type AddressInfo, createServer, type Socket } from "node:net";
import { answer } from "../child.ts";

/**
 * A process that stands for any number of receiving hosts: one server on all of 127.0.0.0/8 that answers every request
 * with 202 at once. It works on bytes, because a peer's own cost is not what is measured.
 */
const ACCEPTED = Buffer.from("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
interface Count {
  requests: number;
  unsigned: number;
  hosts: Set<string>;
}
let count: Count = { requests: 0, unsigned: 0, hosts: new Set() };
let counted = () => {};

const calls = {
  /** Returns the port, the same on every address. */
  listen: () =>
    new Promise<number>((resolve) => {
      const server = createServer({ noDelay: true }, receive);
      server.listen({ port: 0, host: "0.0.0.0", backlog: 4096 }, () =>
        resolve((server.address() as AddressInfo).port),
      );
    }),

  /** Resolves when that many requests have come from now on, with how many of them had no signature. */
  expect: ({ requests }: { requests: number }) =>
    new Promise<{ unsigned: number; distinctHosts: number }>((resolve) => {
      count = { requests: 0, unsigned: 0, hosts: new Set() };
      counted = () => {
        if (count.requests === requests)
          resolve({ unsigned: count.unsigned, distinctHosts: count.hosts.size });
      };
    }),
};

function receive(socket: Socket): void {
  let text = "";
  socket.setEncoding("latin1"); // one character a byte
  socket.on("error", () => {});
  socket.on("data", (chunk: string) => {
    text += chunk;
    for (let length = requestLength(text); length > 0; length = requestLength(text)) {
      note(text.slice(0, length), socket);
      text = text.slice(length);
      socket.write(ACCEPTED);
    }
  });
}

/** Of the first request in the text, with its body; 0 while some of it is missing. */
function requestLength(text: string): number {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return 0;
  const [, length] = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, end)) ?? [];
  const total = end + 4 + Number(length ?? 0);
  return text.length >= total ? total : 0;
}

function note(request: string, socket: Socket): void {
  count.requests++;
  count.hosts.add(socket.localAddress ?? "");
  if (!/\r\nsignature: /i.test(request)) count.unsigned++;
  counted();
}

export type SinkCalls = typeof calls;
answer(calls);
