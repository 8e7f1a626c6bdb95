import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import sharp from "sharp";

/** Another server with files on it. */
export interface Origin {
  readonly host: string;
  /** What it was asked for so far. */
  readonly asked: { path: string; range: string | undefined }[];
  /** Serves bytes at a path, in parts where that is asked for, or lets a listener answer. */
  has(path: string, type: string, content: Uint8Array | string | RequestListener): string;
  times(path: string): number;
  /** Its port refuses connections from now on. */
  close(): Promise<void>;
}

export async function startOrigin(): Promise<Origin> {
  const routes = new Map<string, RequestListener>();
  const asked: Origin["asked"] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    asked.push({ path: request.url ?? "", range: request.headers.range });
    const route = routes.get(request.url ?? "");
    if (route === undefined) response.writeHead(404).end();
    else route(request, response);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    asked,
    has(path, type, content) {
      routes.set(path, typeof content === "function" ? content : sends(type, Buffer.from(content)));
      return `http://${host}${path}`;
    },
    times: (path) => asked.filter((one) => one.path === path).length,
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function sends(type: string, bytes: Buffer): RequestListener {
  return (request: IncomingMessage, response: ServerResponse) => {
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "") ?? [];
    if (from === undefined) {
      response.writeHead(200, {
        "content-type": type,
        "content-length": bytes.length,
        "accept-ranges": "bytes",
      });
      response.end(bytes);
      return;
    }
    if (Number(from) >= bytes.length) {
      response.writeHead(416, { "content-range": `bytes */${bytes.length}` }).end();
      return;
    }
    const end = to === "" || to === undefined ? bytes.length - 1 : Math.min(Number(to), bytes.length - 1);
    const part = bytes.subarray(Number(from), end + 1);
    response.writeHead(206, {
      "content-type": type,
      "content-length": part.length,
      "content-range": `bytes ${from}-${end}/${bytes.length}`,
    });
    response.end(part);
  };
}

/** A picture of noise, which no coding makes small. */
export async function picture(
  width: number,
  height: number,
  format: "png" | "jpeg" = "png",
): Promise<Buffer> {
  const noise = { type: "gaussian", mean: 120, sigma: 60 } as const;
  return sharp({ create: { width, height, channels: 3, background: "red", noise } })
    .toFormat(format)
    .toBuffer();
}

/** What begins as an MP4 and goes on as anything. */
export function film(bytes: number): Buffer {
  const head = Buffer.from("00000018667479706d703432000000006d70343269736f6d", "hex");
  const rest = Buffer.alloc(bytes - head.length);
  for (let at = 0; at < rest.length; at++) rest[at] = (at * 7 + (at >> 8)) & 0xff;
  return Buffer.concat([head, rest]);
}
