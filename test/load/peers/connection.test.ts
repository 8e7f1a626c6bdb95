import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { sendOver } from "./connection.ts";

let server: Server;
afterEach(() => server.close());

const REQUEST = Buffer.from("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\nhi");

async function statusesFrom(answers: ((end: (status: number, body?: string) => void) => void)[]) {
  let next = 0;
  let connections = 0;
  server = createServer((request, response) => {
    request.resume();
    request.on("end", () => answers[next++]?.((status, body) => response.writeHead(status).end(body)));
  });
  server.on("connection", () => connections++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const statuses: number[] = [];
  let sent = 0;
  const request = () => (sent++ < answers.length ? REQUEST : undefined);
  await sendOver({ hostname: "127.0.0.1", port }, request, (status) => statuses.push(status));
  return { statuses, connections };
}

describe("a generator's connection", () => {
  it("sends one request after the answer to the other, whatever the answer's form", async () => {
    const { statuses, connections } = await statusesFrom([
      (end) => end(202),
      (end) => end(204),
      (end) => end(401, "no such key"),
      (end) => setTimeout(() => end(202, "later"), 20),
    ]);
    expect(statuses).toEqual([202, 204, 401, 202]);
    expect(connections).toBe(1);
  });
});
