import { createServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createPaceKeeper, type Pace } from "./pace.ts";

const pace: Pace = { patienceMs: 300, bytesPerSecond: 10_000, wholeMs: 60_000 };
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const readAll = async (request: IncomingMessage) => {
  let size = 0;
  for await (const chunk of request) size += chunk.length;
  return size;
};

/** Sends the head of a request with a body; what is answered comes with `answer`. */
async function send(bytes: number, wanted: Partial<Pace> = {}, read = readAll) {
  const watch = createPaceKeeper(20);
  const server: Server = createServer((request, response) => {
    watch.keep(response, { ...pace, ...wanted });
    read(request).then(
      (size) => response.end(`read ${size}`),
      () => undefined,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const socket: Socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  closing.push(
    () => watch.stop(),
    () => socket.destroy(),
    () => server.close(),
  );
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk;
  });
  socket.on("error", () => undefined);
  const answer = new Promise<string>((resolve) => socket.on("close", () => resolve(text)));
  socket.write(`POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: ${bytes}\r\n\r\n`);
  const drip = (piece: number) => {
    const timer = setInterval(() => socket.write("x".repeat(piece)), 50);
    closing.push(() => clearInterval(timer));
  };
  return { socket, answer, drip };
}

test("a body of which nothing comes is ended", async () => {
  const { answer } = await send(100);
  expect(await answer).toMatch(/^HTTP\/1\.1 408 /);
});

test("a body that comes a byte at a time is ended", async () => {
  const { answer, drip } = await send(100_000);
  drip(1);
  expect(await answer).toMatch(/^HTTP\/1\.1 408 /);
});

test("a large body may take longer than the patience, as long as it comes", async () => {
  const { answer, drip } = await send(20_000);
  drip(1_000);
  expect(await answer).toMatch(/^HTTP\/1\.1 200 [\s\S]*read 20000/);
});

test("a body that takes too long in all is ended, however it comes", async () => {
  const { answer, drip } = await send(1_000_000, { wholeMs: 400 });
  drip(1_000);
  expect(await answer).toMatch(/^HTTP\/1\.1 408 /);
});

test("a peer is not blamed for what waits to be read here", async () => {
  const { answer, socket } = await send(1_000_000, {}, async (request) => {
    await new Promise((resolve) => setTimeout(resolve, 800));
    return readAll(request);
  });
  socket.write(Buffer.alloc(1_000_000));
  expect(await answer).toMatch(/read 1000000/);
});
