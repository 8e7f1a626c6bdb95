import { connect, type Socket } from "node:net";
import { answer } from "../child.ts";

export interface Wanted {
  port: number;
  /** Asked for in turn. */
  paths: string[];
  connections: number;
  seconds: number;
  /** Of how many bytes each part is that is asked for; the whole file without it. */
  part?: number;
  /** Bytes of each file, for parts. */
  size?: number;
}

export interface Got {
  requests: number;
  bytes: number;
  seconds: number;
}

/** Asks for files over kept connections and throws away what comes: as little work as a reader can have. */
async function download({ port, paths, connections, seconds, part, size = 0 }: Wanted): Promise<Got> {
  const got = { requests: 0, bytes: 0, seconds: 0 };
  let asked = 0;
  const next = () => {
    const path = paths[asked % paths.length];
    const start = part === undefined ? 0 : (asked * part) % Math.max(size - part, 1);
    asked++;
    const range = part === undefined ? "" : `Range: bytes=${start}-${start + part - 1}\r\n`;
    return `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${range}\r\n`;
  };
  const began = performance.now();
  const isOver = () => performance.now() - began > seconds * 1_000;
  const sockets = Array.from({ length: connections }, () =>
    connect({ port, host: "127.0.0.1", noDelay: true }),
  );
  await Promise.all(sockets.map((socket) => read(socket, next, isOver, got)));
  got.seconds = (performance.now() - began) / 1_000;
  return got;
}

function read(socket: Socket, next: () => string, isOver: () => boolean, got: Got): Promise<void> {
  return new Promise((resolve, reject) => {
    let head = "";
    let left = 0;
    const done = () => {
      got.requests++;
      head = "";
      if (isOver()) socket.end(resolve);
      else socket.write(next());
    };
    socket.on("connect", () => socket.write(next()));
    socket.on("data", (chunk) => {
      if (left > 0) {
        left -= chunk.length;
        got.bytes += chunk.length;
        if (left === 0) done();
        return;
      }
      head += chunk.toString("latin1");
      const end = head.indexOf("\r\n\r\n");
      if (end < 0) return;
      const [, length] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? [];
      if (!/^HTTP\/1\.1 20[06] /.test(head) || length === undefined) {
        reject(new Error(head.slice(0, 200)));
        socket.destroy();
        return;
      }
      const came = head.length - end - 4;
      got.bytes += came;
      left = Number(length) - came;
      if (left === 0) done();
    });
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("the server closed the connection"))); // no-op after resolve
  });
}

const calls = { download };

export type DownloadCalls = typeof calls;
answer(calls);
