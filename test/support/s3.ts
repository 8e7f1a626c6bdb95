import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { freePort } from "./redis.ts";

const run = promisify(execFile);
const programs = [
  "swift-ring-builder",
  "swift-account-server",
  "swift-container-server",
  "swift-object-server",
  "swift-proxy-server",
  "memcached",
];
const START_MS = 90_000;

export interface TestS3 {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  stop(): Promise<void>;
}

/** Whether OpenStack's Swift and memcached are installed here: Debian's server that speaks S3. */
export function s3Installed(): boolean {
  try {
    for (const program of programs) execFileSync("which", [program], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** A Swift of its own with its S3 interface on free ports of 127.0.0.1; its folder goes away with it. */
export async function startS3(): Promise<TestS3> {
  const folder = await mkdtemp(join(tmpdir(), "folkmoot-swift-"));
  const started: ChildProcess[] = [];
  const stop = async () => {
    await Promise.all(started.map(end));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await mkdir(join(folder, "devices", "d1"), { recursive: true });
    await writeFile(
      join(folder, "swift.conf"),
      "[swift-hash]\nswift_hash_path_suffix = test\nswift_hash_path_prefix = test\n",
    );
    const start = (program: string, args: string[]) =>
      started.push(spawn(program, args, { cwd: folder, stdio: "ignore" }));
    const cache = await freePort();
    start("memcached", ["-u", userInfo().username, "-l", "127.0.0.1", "-p", String(cache), "-m", "16"]);
    await Promise.all(
      (["account", "container", "object"] as const).map(async (kind) => {
        const port = await freePort();
        await makeRing(folder, kind, port);
        await writeFile(join(folder, `${kind}.conf`), storageConf(folder, kind, port));
        start(`swift-${kind}-server`, [`${kind}.conf`]);
      }),
    );
    const port = await freePort();
    await writeFile(join(folder, "proxy.conf"), proxyConf(folder, port, cache));
    start("swift-proxy-server", ["proxy.conf"]);
    const endpoint = `http://127.0.0.1:${port}`;
    await ready(endpoint, started);
    return { endpoint, region: "us-east-1", accessKeyId: "test:tester", secretAccessKey: "testing", stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function makeRing(folder: string, kind: string, port: number): Promise<void> {
  const ring = (...args: string[]) =>
    run("swift-ring-builder", [`${kind}.builder`, ...args], { cwd: folder });
  await ring("create", "2", "1", "0");
  await ring("add", `r1z1-127.0.0.1:${port}/d1`, "1");
  await ring("rebalance");
}

function common(folder: string, port: number): string {
  return `[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${port}
workers = 0
user = ${userInfo().username}
swift_dir = ${folder}
log_address = /dev/null
`;
}

function storageConf(folder: string, kind: string, port: number): string {
  return `${common(folder, port)}devices = ${join(folder, "devices")}
mount_check = false
disable_fallocate = true
[pipeline:main]
pipeline = ${kind}-server
[app:${kind}-server]
use = egg:swift#${kind}
`;
}

function proxyConf(folder: string, port: number, cache: number): string {
  const filters = [
    "catch_errors",
    "gatekeeper",
    "healthcheck",
    "cache",
    "listing_formats",
    "s3api",
    "tempauth",
  ];
  const settings: Record<string, string> = {
    cache: `memcache_servers = 127.0.0.1:${cache}`,
    s3api: "location = us-east-1",
    tempauth: "user_test_tester = testing .admin",
  };
  const sections = [...filters, "copy", "slo"].map((filter) => {
    const use = filter === "cache" ? "memcache" : filter;
    return `[filter:${filter}]\nuse = egg:swift#${use}\n${settings[filter] ?? ""}\n`;
  });
  return `${common(folder, port)}[pipeline:main]
pipeline = ${filters.join(" ")} copy slo proxy-server
${sections.join("")}[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
`;
}

async function ready(endpoint: string, started: readonly ChildProcess[]): Promise<void> {
  const until = Date.now() + START_MS;
  for (;;) {
    const answer = await fetch(`${endpoint}/healthcheck`).catch(() => null);
    if (answer?.status === 200) return;
    const dead = started.find(({ exitCode }) => exitCode !== null);
    if (dead !== undefined) throw new Error(`${dead.spawnfile} ended`);
    if (Date.now() > until) throw new Error("Swift does not start");
    await sleep(50);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
}
