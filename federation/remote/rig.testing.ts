import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { RemoteDeps } from "./deps.ts";
import { createDispatcher, type Lookup } from "./dispatcher.ts";
import { createRemoteMemory } from "./memory.ts";

/** What a test can look at and turn beside the dependencies themselves. */
export interface TestDeps extends RemoteDeps {
  readonly counted: string[];
  readonly styles: Map<string, string>;
  tick(ms: number): void;
}

/** Dependencies of a node that may talk to this machine, unless the test says otherwise. */
export function testDeps(overrides: Partial<RemoteDeps> & { lookup?: Lookup } = {}): TestDeps {
  const { lookup, ...rest } = overrides;
  const allowPrivateAddress = overrides.allowPrivateAddress ?? true;
  const dispatcher = createDispatcher({ allowPrivateAddress, ...(lookup ? { lookup } : {}) });
  onTestFinished(() => dispatcher.destroy());
  let now = Date.parse("2026-11-21T12:00:00Z");
  const clock = { now: () => new Date(now) };
  const counted: string[] = [];
  const styles: TestDeps["styles"] = new Map();
  return {
    clock,
    dispatcher,
    memory: createRemoteMemory(clock),
    gate: () => true,
    signatureStyle: async () => null,
    rememberStyle: async (host, style) => void styles.set(host, style),
    userAgent: "Folkmoot/0.0.0 (+https://moot.example)",
    allowPrivateAddress,
    allowHttp: true,
    log: { debug: () => undefined },
    count: (_counter, labels) => void counted.push(labels.outcome ?? "unknown context"),
    ...rest,
    counted,
    styles,
    tick: (ms) => {
      now += ms;
    },
  };
}

/** A server on this machine for the length of a test; gives its origin and the requests it saw. */
export async function serve(
  listener: RequestListener,
): Promise<{ origin: string; host: string; seen: IncomingMessage[] }> {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin: `http://${host}`, host, seen };
}

/** Answers with an ActivityPub document. */
export function sendActivity(response: ServerResponse, document: unknown): void {
  response.writeHead(200, { "content-type": "application/activity+json; charset=utf-8" });
  response.end(JSON.stringify(document));
}

/** A resolver with fixed answers, for names that do not exist. */
export function fixedLookup(addresses: string[]): Lookup {
  return (_hostname, _options, callback) => {
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  };
}
