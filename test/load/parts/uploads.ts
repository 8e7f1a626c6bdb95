import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Bench, Part } from "../bench.ts";
import { addTokens } from "../database/clients.ts";
import { residentBytes } from "../measure/memory.ts";
import { startNode } from "../subjects/start-node.ts";
import { atMost, round } from "../table.ts";

const UPLOADS = 20;
const GOAL_MB = 300;
const MB = 1_048_576;
const SAMPLE_MS = 50;

/** What a node holds while many large files come at once. */
export const uploads: Part = {
  name: "uploads",
  about: "memory of the node while 20 uploads of 100 MB run at once",
  async run(bench) {
    const size = bench.count(100, 10) * MB;
    const node = await startNode(bench);
    const origin = new URL(node.inbox).origin;
    const accounts: string[] = [];
    for (let at = 0; at < UPLOADS; at++)
      accounts.push(await node.child.call("account", { username: `sender${at}` }));
    const senders = await addTokens(node.database.sql, accounts);
    // The first one loads what uploads need.
    await send(origin, senders[0]?.token ?? "", MB);
    await sleep(2_000);
    const idle = residentBytes(node.child.pid);
    bench.progress(`${UPLOADS} uploads of ${round(size / MB)} MB`);
    const began = performance.now();
    const { peak, statuses } = await watch(node.child.pid, () =>
      Promise.all(senders.map(({ token }) => send(origin, token, size))),
    );
    const seconds = (performance.now() - began) / 1_000;
    if (statuses.some((status) => status !== 202)) throw new Error(`uploads answered ${statuses.join()}`);
    report(bench, { idle, peak, size, seconds });
  },
};

function report(
  bench: Bench,
  { idle, peak, size, seconds }: Record<"idle" | "peak" | "size" | "seconds", number>,
) {
  const above = (peak - idle) / MB;
  bench.row({
    part: "uploads",
    what: `memory above idle, ${UPLOADS} uploads of ${round(size / MB)} MB at once`,
    value: `${round(above)} MB`,
    beside: `idle ${round(idle / MB)} MB; ${round((UPLOADS * size) / MB / seconds)} MB/s`,
    goal: atMost(Math.round(above), GOAL_MB, "MB"),
  });
}

async function watch(pid: number, work: () => Promise<number[]>) {
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, residentBytes(pid));
  }, SAMPLE_MS);
  try {
    return { statuses: await work(), peak };
  } finally {
    clearInterval(timer);
  }
}

const boundary = "a-boundary-of-the-bench";
const before = Buffer.from(
  `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="film.mp4"\r\n\r\n`,
);
const after = Buffer.from(`\r\n--${boundary}--\r\n`);
/** The head of an MP4, behind which comes nothing that could be shown. */
const head = Buffer.concat([
  Buffer.from([0, 0, 0, 24]),
  Buffer.from("ftypisom\0\0\0\0isommp42"),
  Buffer.from([0, 0, 0, 0]),
  Buffer.from("mdat"),
]);
const chunk = Buffer.alloc(64 * 1024, 0x5a);

/** Sends a file of so many bytes as fast as the node takes it. @returns the status of the answer */
function send(origin: string, token: string, size: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const sending = request(
      `${origin}/api/v2/media`,
      {
        method: "POST",
        headers: {
          authorization: `Bearer ${token}`,
          "content-type": `multipart/form-data; boundary=${boundary}`,
          "content-length": before.length + size + after.length,
        },
      },
      (response) => {
        response.resume().on("end", () => resolve(response.statusCode ?? 0));
      },
    );
    sending.on("error", reject);
    sending.write(before);
    sending.write(head);
    let left = size - head.length;
    const pump = () => {
      while (left > 0) {
        const part = chunk.subarray(0, Math.min(left, chunk.length));
        left -= part.length;
        if (!sending.write(part) && left > 0) return void sending.once("drain", pump);
      }
      sending.end(after);
    };
    pump();
  });
}
