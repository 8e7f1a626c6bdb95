import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { actorDocument, type GeneratedActor } from "./activity.ts";

export interface DocumentServer {
  readonly port: number;
  /** Requests answered so far: a server that knows the actors asks for none. */
  readonly asked: number;
  publish(actors: readonly GeneratedActor[]): void;
}

/** Serves actors and their WebFinger documents, for every address of 127.0.0.0/8, on one free port. */
export async function serveDocuments(): Promise<DocumentServer> {
  const byPath = new Map<string, GeneratedActor>();
  let asked = 0;
  const server = createServer((request, response) => {
    asked++;
    const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
    const acct = /^acct:([^@]+)@/.exec(url.searchParams.get("resource") ?? "")?.[1];
    const actor = byPath.get(acct ? `/users/${acct}` : url.pathname);
    const found = actor && (acct ? webfinger(actor, url.host) : actorDocument(actor));
    const type = acct ? "application/jrd+json" : "application/activity+json";
    response.writeHead(found ? 200 : 404, { "content-type": type });
    response.end(found && JSON.stringify(found));
  });
  await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    get asked() {
      return asked;
    },
    publish(actors) {
      for (const actor of actors) byPath.set(new URL(actor.iri).pathname, actor);
    },
  };
}

function webfinger(actor: GeneratedActor, host: string): object {
  return {
    subject: `acct:${actor.username}@${host}`,
    links: [{ rel: "self", type: "application/activity+json", href: actor.iri }],
  };
}
