import { connect, type Socket } from "node:net";
import { connect as connectDatabase, type Database } from "#server/platform/postgres/connect.ts";
import { answer } from "../child.ts";

/** A process that stands for the apps: it reads from the client API, and asks the database directly what to compare with. */

export interface Asked {
  /** Path with query. */
  readonly path: string;
  readonly token: string;
}

/** A statement with its parameters, prepared like the node's own. */
export interface Statement {
  readonly text: string;
  readonly parameters: readonly (string | string[])[];
}

let database: Database | undefined;
let target = { hostname: "127.0.0.1", port: 0 };

const calls = {
  async start(to: { origin: string; databaseUrl: string }): Promise<void> {
    const { hostname, port } = new URL(to.origin);
    target = { hostname, port: Number(port) };
    const opened = await connectDatabase({ url: to.databaseUrl, schema: "public", pool: 1 });
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    database = opened.value;
  },

  /** Reads for so many seconds over so many connections, each request after the answer to the one before. */
  async load({ asked, connections, seconds }: { asked: Asked[]; connections: number; seconds: number }) {
    const requests = asked.map(requestOf);
    const times: number[] = [];
    const statuses: Record<number, number> = {};
    let bytes = 0;
    let turn = 0;
    const end = performance.now() + seconds * 1000;
    await Promise.all(
      Array.from({ length: connections }, async () => {
        const reader = await openReader();
        while (performance.now() < end) {
          const began = performance.now();
          const { status, size } = await reader.read(requests[turn++ % requests.length] as Buffer);
          times.push(performance.now() - began);
          statuses[status] = (statuses[status] ?? 0) + 1;
          bytes += size;
        }
        reader.close();
      }),
    );
    return { times, statuses, bytes };
  },

  /** The same request and the same statement in turn, so that whatever else the machine does disturbs both alike. */
  async compare({ pairs, seconds }: { pairs: { asked: Asked; bare: Statement }[]; seconds: number }) {
    const times = { ours: [] as number[], bare: [] as number[] };
    const reader = await openReader();
    const prepared = pairs.map(({ asked, bare }) => ({ request: requestOf(asked), bare }));
    const end = performance.now() + seconds * 1000;
    for (let turn = 0; performance.now() < end; turn++) {
      const { request, bare } = prepared[turn % prepared.length] as (typeof prepared)[number];
      const began = performance.now();
      const { status } = await reader.read(request);
      const between = performance.now();
      await database?.sql.unsafe(bare.text, bare.parameters as never[], { prepare: true });
      const ended = performance.now();
      if (status !== 200) throw new Error(`answered ${status}`);
      if (turn < 3 * prepared.length) continue; // until statements are prepared and code is compiled
      times.ours.push(between - began);
      times.bare.push(ended - between);
    }
    reader.close();
    return times;
  },
};

function requestOf({ path, token }: Asked): Buffer {
  return Buffer.from(
    `GET ${path} HTTP/1.1\r\nhost: ${target.hostname}:${target.port}\r\nauthorization: Bearer ${token}\r\naccept: application/json\r\n\r\n`,
  );
}

/** One keep-alive connection; Node's HTTP client would cost more than the rest of the reader. */
async function openReader() {
  const socket: Socket = connect({ host: target.hostname, port: target.port, noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", () => resolve());
    socket.once("error", reject);
  });
  let head = "";
  let missing = -1;
  let status = 0;
  let size = 0;
  let done: ((answer: { status: number; size: number }) => void) | undefined;
  let failed: ((error: Error) => void) | undefined;
  socket.on("data", (chunk: Buffer) => {
    size += chunk.byteLength;
    if (missing < 0) {
      head += chunk.toString("latin1");
      const end = head.indexOf("\r\n\r\n");
      if (end < 0) return;
      status = Number(head.slice(9, 12));
      const length = /\r\ncontent-length: *(\d+)/i.exec(head.slice(0, end))?.[1];
      if (length === undefined) failed?.(new Error("the answer has no length"));
      missing = Number(length) - (head.length - end - 4);
    } else {
      missing -= chunk.byteLength;
    }
    if (missing > 0) return;
    const answered = { status, size };
    head = "";
    missing = -1;
    size = 0;
    done?.(answered);
  });
  socket.on("error", (error) => failed?.(error));
  return {
    read: (request: Buffer) =>
      new Promise<{ status: number; size: number }>((resolve, reject) => {
        done = resolve;
        failed = reject;
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

export type ReaderCalls = typeof calls;
answer(calls, async () => database?.close());
