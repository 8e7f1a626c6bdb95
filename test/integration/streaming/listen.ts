import { WebSocket } from "ws";
import type { Json } from "#test/integration/api/rig.ts";

/** What came over a stream, with payloads that are JSON parsed. */
export interface Heard {
  stream?: string[];
  event: string;
  payload: Json;
  /** Its position. */
  id: string;
}

export interface Ear {
  readonly heard: Heard[];
  /** Names of the events that came, in order. */
  events(): string[];
  /** The first event that fits, which may have come already. */
  wait(event: string, fits?: (payload: Json) => boolean): Promise<Heard>;
  close(): void;
}

export interface SocketEar extends Ear {
  readonly socket: WebSocket;
  /** Errors that were answered. */
  readonly errors: Json[];
  say(message: unknown): void;
  /** Resolves with the code when it is closed. */
  readonly closed: Promise<number>;
}

const PATIENCE_MS = 15_000;

function createEar(): Ear & { hear(heard: Heard): void } {
  const heard: Heard[] = [];
  const waiting = new Set<() => void>();
  return {
    heard,
    hear(one) {
      heard.push(one);
      for (const look of waiting) look();
    },
    events: () => heard.map(({ event }) => event),
    wait(event, fits = () => true) {
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`No ${event} came; what came: ${heard.map((one) => one.event).join(", ")}`));
        }, PATIENCE_MS);
        const look = () => {
          const found = heard.find((one) => one.event === event && fits(one.payload));
          if (found === undefined) return;
          waiting.delete(look);
          clearTimeout(late);
          resolve(found);
        };
        waiting.add(look);
        look();
      });
    },
    close() {},
  };
}

function parse(payload: string | undefined): Json {
  try {
    return JSON.parse(payload ?? "null");
  } catch {
    return payload;
  }
}

/** A WebSocket to a node, open. */
export async function openSocket(
  origin: string,
  query: Record<string, string> = {},
  options: { headers?: Record<string, string>; protocols?: string[] } = {},
): Promise<SocketEar> {
  const ear = createEar();
  const errors: Json[] = [];
  const url = `${origin.replace(/^http/, "ws")}/api/v1/streaming?${new URLSearchParams(query)}`;
  const socket = new WebSocket(url, options.protocols ?? [], { headers: options.headers ?? {} });
  socket.on("message", (data) => {
    const message = JSON.parse(String(data));
    if ("error" in message) errors.push(message);
    else ear.hear({ ...message, payload: parse(message.payload) });
  });
  const closed = new Promise<number>((resolve) => socket.once("close", resolve));
  await new Promise<void>((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
    socket.once("unexpected-response", (_, response) => {
      let body = "";
      response.on("data", (chunk) => {
        body += chunk;
      });
      response.on("end", () => reject(Object.assign(new Error(body), { status: response.statusCode })));
    });
  });
  return {
    ...ear,
    errors,
    socket,
    closed,
    say: (message) => socket.send(JSON.stringify(message)),
    close: () => socket.terminate(),
  };
}

/** An event stream of a node, open; or the answer that refused it. */
export async function openEvents(
  origin: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<
  Ear & { status: number; headers: Headers; refusal: Json; comments: string[]; ended: Promise<void> }
> {
  const ear = createEar();
  const abort = new AbortController();
  const response = await fetch(`${origin}/api/v1/streaming/${path}`, { headers, signal: abort.signal });
  const isOpen = response.headers.get("content-type") === "text/event-stream";
  const refusal = isOpen ? null : parse(await response.text());
  const comments: string[] = [];
  async function read(): Promise<void> {
    let text = "";
    let fields: Record<string, string> = {};
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString();
      const lines = text.split("\n");
      text = lines.pop() ?? "";
      for (const line of lines) {
        if (line.startsWith(":")) comments.push(line);
        else if (line === "") {
          const { event = "", data, id = "" } = fields;
          ear.hear({ event, payload: parse(data), id });
          fields = {};
        } else fields[line.slice(0, line.indexOf(": "))] = line.slice(line.indexOf(": ") + 2);
      }
    }
  }
  const ended = isOpen ? read().catch(() => undefined) : Promise.resolve();
  return {
    ...ear,
    status: response.status,
    headers: response.headers,
    refusal,
    comments,
    ended,
    close: () => abort.abort(),
  };
}

/** Waits for what has been asked of a socket: what comes after is heard. */
export async function settled(ear: SocketEar): Promise<void> {
  // Asked in turn: the error of what is no stream comes when everything before it is done.
  const before = ear.errors.length;
  ear.say({ type: "subscribe", stream: "nothing" });
  const start = Date.now();
  while (ear.errors.length === before) {
    if (Date.now() - start > PATIENCE_MS) throw new Error("The node does not answer.");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  ear.errors.pop();
}
