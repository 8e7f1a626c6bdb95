import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { createDiskStore } from "#media/storage/disk.ts";
import { keyOf } from "#media/storage/names.ts";
import type { Bench, Part } from "../bench.ts";
import { startChild } from "../child.ts";
import { median } from "../measure/percentile.ts";
import { timed } from "../measure/timed.ts";
import type { DownloadCalls, Wanted } from "../peers/downloads.ts";
import { nginxInstalled, startNginx } from "../subjects/nginx.ts";
import { startNode } from "../subjects/start-node.ts";
import { atLeast, round } from "../table.ts";

const GOAL = 0.8;
const MB = 1e6;
const PICTURE = 50_000;
const VIDEO = 100 * MB;

type Asked = Omit<Wanted, "port" | "seconds">;

interface Speed {
  perSecond: number;
  perCpuSecond: number;
}

/** The node's files over loopback, beside nginx with the same files on the same disk and the same reader. */
export const files: Part = {
  name: "files",
  about: "serving pictures, videos and parts of them, beside nginx",
  async run(bench) {
    if (!nginxInstalled()) return bench.progress("left out: nginx is not installed");
    const node = await startNode(bench);
    const folder = join(node.dataDir, "files");
    const store = createDiskStore(folder);
    const put = async (size: number, extension: string) =>
      `/files/${keyOf(await store.put(randomBytes(size), extension))}`;
    const pictures: string[] = [];
    for (let i = 0; i < bench.count(300, 30); i++) pictures.push(await put(PICTURE, "png"));
    const videos = [await put(bench.count(VIDEO, VIDEO / 10), "mp4")];
    const nginx = await startNginx(bench, folder);
    const reader = await startChild<DownloadCalls>(new URL("../peers/downloads.ts", import.meta.url));
    bench.onEnd(() => reader.stop());
    const nodePort = Number(new URL(node.inbox).port);
    const both = async (what: string, unit: string, asked: Asked, count: (got: Counted) => number) => {
      const speeds: Record<"nginx" | "node", Speed[]> = { nginx: [], node: [] };
      for (let round = 0; round <= bench.count(5, 1); round++) {
        for (const [name, port, root] of [
          ["nginx", nginx.port, nginx.pid],
          ["node", nodePort, node.child.pid],
        ] as const) {
          bench.progress(`${what}, ${name}`);
          const seconds = round === 0 ? 0.5 : bench.count(2, 0.5);
          const cost = await timed([root], () => reader.call("download", { ...asked, port, seconds }));
          const amount = count(cost.value);
          const perCpuSecond = amount / cost.cpuSeconds;
          // The first round is for warming up.
          if (round > 0) speeds[name].push({ perSecond: amount / cost.value.seconds, perCpuSecond });
        }
      }
      report(bench, what, unit, speeds);
    };
    const parts = { part: 1_048_576, size: bench.count(VIDEO, VIDEO / 10) };
    await both("pictures of 50 KB", "/s", { paths: pictures, connections: 16 }, ({ requests }) => requests);
    await both("a file of 100 MB", " MB/s", { paths: videos, connections: 4 }, ({ bytes }) => bytes / MB);
    await both(
      "parts of 1 MiB",
      " MB/s",
      { paths: videos, connections: 16, ...parts },
      ({ bytes }) => bytes / MB,
    );
  },
};

interface Counted {
  requests: number;
  bytes: number;
}

function report(
  bench: Bench,
  what: string,
  unit: string,
  { node, nginx }: Record<"nginx" | "node", Speed[]>,
): void {
  const middle = (speeds: Speed[], of: keyof Speed) => median(speeds.map((speed) => speed[of]));
  const ratio = middle(node, "perSecond") / middle(nginx, "perSecond");
  const text = (speeds: Speed[]) =>
    `${round(middle(speeds, "perSecond"))}${unit}, ${round(middle(speeds, "perCpuSecond"))} per CPU-s`;
  bench.row({
    part: "files",
    what,
    value: `${text(node)} (${round(ratio)} x)`,
    beside: `nginx: ${text(nginx)}`,
    goal: atLeast(ratio, GOAL, "x nginx"),
  });
}
