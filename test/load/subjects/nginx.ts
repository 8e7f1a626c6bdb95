import { execFileSync, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { freePort } from "#test/support/redis.ts";
import type { Bench } from "../bench.ts";
import { until } from "../measure/timed.ts";

export interface Nginx {
  readonly pid: number;
  readonly port: number;
}

export function nginxInstalled(): boolean {
  try {
    execFileSync("nginx", ["-v"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Debian's nginx, with one worker as a node is one process, serves a folder under /files/ until the part ends. */
export async function startNginx(bench: Bench, folder: string): Promise<Nginx> {
  const port = await freePort();
  const own = bench.tempDir();
  const conf = join(own, "nginx.conf");
  writeFileSync(conf, configuration(own, folder, port));
  const child = spawn("nginx", ["-c", conf, "-p", own, "-e", "stderr"], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error("nginx does not start");
  bench.onEnd(async () => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await ended;
  });
  await until("nginx listens", 10_000, () => isOpen(port));
  return { pid, port };
}

/** As Debian sets it up, but for logs, which the node writes none of here either. */
function configuration(own: string, folder: string, port: number): string {
  const user = process.getuid?.() === 0 ? "user root;\n" : "";
  return `${user}worker_processes 1;
daemon off;
pid ${own}/pid;
events { worker_connections 768; }
http {
  sendfile on;
  tcp_nopush on;
  types { image/png png; video/mp4 mp4; }
  default_type application/octet-stream;
  access_log off;
  keepalive_requests 1000000;
  server {
    listen 127.0.0.1:${port};
    location /files/ {
      alias ${folder}/;
      add_header Cache-Control "public, max-age=31536000, immutable";
    }
  }
}
`;
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}
