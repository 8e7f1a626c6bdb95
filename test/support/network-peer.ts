import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportPublicKeyPem, generateRsaKeyPair } from "#protocol/signing/keys.ts";
import { type SigningKey, signRequest } from "#protocol/signing/requests.ts";

const ACTIVITY_JSON = "application/activity+json";
export const PUBLIC = "https://www.w3.org/ns/activitystreams#Public";

export interface PeerActor {
  readonly iri: string;
  readonly inbox: string;
  readonly followers: string;
  readonly key: SigningKey;
  /** What its server answers for it; tests may change it. */
  readonly document: Record<string, unknown>;
}

export interface Sending {
  style?: "rfc9421" | "cavage";
  /** When it is signed; now when left out. */
  now?: Date;
  headers?: Record<string, string>;
  /** Other bytes than the ones that were signed. */
  tampered?: string;
}

/** A tiny server of another kind: actors with keys, documents by path, and requests signed as tests want them. */
export interface Peer {
  readonly origin: string;
  readonly host: string;
  /** Every activity that was delivered here, in order. */
  readonly received: Record<string, unknown>[];
  /** Paths that were asked for, in order. */
  readonly asked: string[];
  actor(username: string): Promise<PeerActor>;
  /** Serves a document at its id, or at a path of this server; null serves nothing there any more. */
  serve(path: string, document: unknown): void;
  /** Answers a path with something that is no document. */
  answer(path: string, respond: (response: import("node:http").ServerResponse) => void): void;
  /** A fresh id on this server. */
  mint(kind: string): string;
  /** Signs and posts an activity; resolves with the status. */
  send(actor: PeerActor, inbox: string, activity: unknown, options?: Sending): Promise<number>;
  close(): Promise<void>;
}

export async function startPeer(address = "127.0.0.9"): Promise<Peer> {
  const received: Record<string, unknown>[] = [];
  const asked: string[] = [];
  const documents = new Map<string, unknown>();
  const answers = new Map<string, (response: import("node:http").ServerResponse) => void>();
  let minted = 0;
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://peer").pathname;
    if (request.method === "POST") {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      received.push(JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>);
      response.writeHead(202).end();
      return;
    }
    asked.push(request.url ?? "/");
    const respond = answers.get(path);
    if (respond) return respond(response);
    const document = path === "/.well-known/webfinger" ? webFinger(request.url ?? "") : documents.get(path);
    if (document === undefined || document === null) response.writeHead(404).end();
    else
      response
        .writeHead(200, {
          "content-type": path.startsWith("/.well-known") ? "application/jrd+json" : ACTIVITY_JSON,
        })
        .end(JSON.stringify(document));
  });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const host = `${address}:${(server.address() as AddressInfo).port}`;
  const origin = `http://${host}`;

  function webFinger(url: string): unknown {
    const resource = new URL(url, origin).searchParams.get("resource") ?? "";
    const username = /^acct:([^@]+)@/.exec(resource)?.[1];
    if (username === undefined || !documents.has(`/users/${username}`)) return null;
    const href = `${origin}/users/${username}`;
    return { subject: resource, links: [{ rel: "self", type: ACTIVITY_JSON, href }] };
  }

  const peer: Peer = {
    origin,
    host,
    received,
    asked,
    async actor(username) {
      const iri = `${origin}/users/${username}`;
      const { publicKey, privateKey } = await generateRsaKeyPair();
      const keyId = `${iri}#main-key`;
      const document = {
        "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
        id: iri,
        type: "Person",
        preferredUsername: username,
        inbox: `${iri}/inbox`,
        outbox: `${iri}/outbox`,
        followers: `${iri}/followers`,
        following: `${iri}/following`,
        publicKey: { id: keyId, owner: iri, publicKeyPem: exportPublicKeyPem(publicKey) },
      };
      documents.set(`/users/${username}`, document);
      const { inbox, followers } = document;
      return { iri, inbox, followers, document, key: { keyId, privateKey } };
    },
    serve(path, document) {
      const { pathname } = new URL(path, origin);
      if (document === null) documents.delete(pathname);
      else documents.set(pathname, document);
    },
    answer: (path, respond) => void answers.set(path, respond),
    mint: (kind) => `${origin}/${kind}/${++minted}`,
    async send(actor, inbox, activity, options = {}) {
      const { request } = await signedRequest(actor, inbox, activity, options);
      const answer = await fetch(inbox, request);
      await answer.arrayBuffer();
      return answer.status;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return peer;
}

/** A signed POST, as fetch takes it. */
export async function signedRequest(
  actor: Pick<PeerActor, "key">,
  inbox: string,
  activity: unknown,
  { style = "cavage", now = new Date(), headers = {}, tampered }: Sending = {},
): Promise<{ request: { method: string; headers: Record<string, string>; body: Uint8Array<ArrayBuffer> } }> {
  const text = typeof activity === "string" ? activity : JSON.stringify(activity);
  const body = new TextEncoder().encode(text);
  const plain = { "content-type": ACTIVITY_JSON, ...headers };
  const added = await signRequest({ method: "POST", url: inbox, headers: plain, body }, actor.key, {
    style,
    now,
  });
  return {
    request: {
      method: "POST",
      headers: { ...plain, ...added },
      body: tampered === undefined ? body : new TextEncoder().encode(tampered),
    },
  };
}
