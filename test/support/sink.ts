import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Sink {
  origin: string;
  received: Received[];
  /** Status to answer with; a promise makes the peer slow. */
  answer: (request: Received) => number | Promise<number>;
  close(): Promise<void>;
}

/** A peer that takes everything and remembers it: a real HTTP server on a loopback address of its own choice. */
export async function startSink(host = "127.0.0.1"): Promise<Sink> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      const item = {
        path: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      const status = await sink.answer(item);
      if (status < 300) sink.received.push(item);
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const sink: Sink = {
    origin: `http://${host}:${(server.address() as AddressInfo).port}`,
    received: [],
    answer: () => 202,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return sink;
}
