import type { ApiCtx } from "../context.ts";
import { OutOfPatience } from "../platform/patience.ts";
import { type Access, access, type EndpointName } from "./access.ts";
import { type Authenticate, type Authenticated, admit, bearerToken } from "./admit.ts";
import { isMultipart, readParams, readQuery } from "./body.ts";
import type { Answer, Call, CallRequest, Handler, Routes } from "./call.ts";
import { json } from "./call.ts";
import { networkOf } from "./limits/network.ts";
import { Params } from "./params.ts";
import { Refusal } from "./refusal.ts";
import { fileLimitsOf } from "./upload/limits.ts";
import { createUploadRoom } from "./upload/room.ts";

/** Counts a call against what its caller may do; answers the X-RateLimit headers. @throws Refusal with 429 */
export type Limit = (
  name: EndpointName,
  caller: {
    accountId: string | null;
    tokenId: string | null;
    address: string;
    /** Whether another page of a list is asked for. */
    isPaging: boolean;
  },
) => Promise<Record<string, string>>;

export interface ClientApi {
  /** Null for a path that is not the API's. */
  handle(request: Request, address: string): Promise<Response | null>;
  /** Every endpoint that has a handler. */
  readonly endpoints: readonly EndpointName[];
}

interface Node {
  readonly children: Map<string, Node>;
  parameter: { name: string; node: Node } | null;
  /** By method. */
  readonly handlers: Map<string, EndpointName>;
}

/** Lets pages of every origin call the API: tokens are sent on purpose, never by a browser's own accord. */
const cors = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers":
    "Link, X-RateLimit-Reset, X-RateLimit-Limit, X-RateLimit-Remaining, X-Request-Id",
};
const preflight = {
  ...cors,
  "access-control-allow-methods": "POST, PUT, DELETE, GET, PATCH, OPTIONS",
  "access-control-allow-headers": "Authorization, Content-Type, Idempotency-Key, Last-Event-ID",
  "access-control-max-age": "86400",
};

/**
 * The client API: finds the endpoint, the caller and the parameters, and turns what the handler answers, or why it does
 * not, into a response.
 *
 * @param rooms the handlers of each room; an endpoint of the table without one answers 404
 */
export function createClientApi(
  ctx: ApiCtx,
  rooms: readonly Routes[],
  parts: {
    authenticate: Authenticate;
    limit: Limit;
    /** Told of every call by a person who may make it. */
    seen(accountId: string, address: string): void;
    onError(error: unknown, name: string): void;
  },
): ClientApi {
  const handlers = new Map<EndpointName, Handler<EndpointName>>();
  const root = newNode();
  const uploads = createUploadRoom(ctx);
  for (const routes of rooms) {
    for (const [key, handler] of Object.entries(routes)) {
      const name = key as EndpointName;
      if (handlers.has(name)) throw new Error(`Two rooms answer ${name}.`);
      handlers.set(name, handler as Handler<EndpointName>);
      insert(root, name);
    }
  }

  /** The rate limits, and then the table. What the limits say goes into `headers`, also when they refuse. */
  async function letIn(
    name: EndpointName,
    authenticated: Authenticated | null | "invalid",
    { params, address, headers }: { params: Params; address: string; headers: Record<string, string> },
  ) {
    const known = authenticated === "invalid" ? null : authenticated;
    const caller = {
      accountId: known?.viewer?.accountId ?? null,
      tokenId: known?.token.id ?? null,
      address,
      isPaging: pageParams.some((param) => params.has(param)),
    };
    Object.assign(headers, await parts.limit(name, caller));
    return admit(access[name], authenticated);
  }

  /** Large files are read last, all else first: a token may be a parameter of the body. */
  async function read(
    name: EndpointName,
    request: Request,
    url: URL,
    { address, headers }: { address: string; headers: Record<string, string> },
  ) {
    const query = readQuery(url);
    const isReading = request.method === "GET" || request.method === "HEAD";
    // Who sends files is known before they are read; others' bodies stay small.
    const sender = isMultipart(request)
      ? await parts.authenticate(bearerToken(request.headers, new Params(query)), address, false)
      : undefined;
    const wanted: Access = access[name];
    const limits = fileLimitsOf(handlers.get(name));
    if ((wanted.takesFiles || limits !== null) && sender !== undefined) {
      const caller = await letIn(name, sender, { params: new Params(query), address, headers });
      const accountId = caller.viewer?.accountId ?? null;
      const from = accountId === null ? { network: networkOf(address) } : { accountId };
      const upload =
        limits === null
          ? await uploads.receive(request, query, accountId ?? "")
          : await uploads.receiveMany(request, query, { sender: from, limits });
      return { ...caller, params: new Params(upload.values), end: upload.end };
    }
    const mayUpload = sender != null && sender !== "invalid" && sender.viewer !== null;
    const params = new Params(await readParams(request, query, mayUpload));
    const authenticated =
      sender === undefined
        ? await parts.authenticate(bearerToken(request.headers, params), address, isReading)
        : sender;
    return { ...(await letIn(name, authenticated, { params, address, headers })), params, end: null };
  }

  async function call(
    name: EndpointName,
    path: Record<string, string>,
    request: Request,
    url: URL,
    address: string,
  ) {
    const headers: Record<string, string> = {};
    let end: (() => Promise<void>) | null = null;
    try {
      const { viewer, token, params, ...received } = await read(name, request, url, { address, headers });
      end = received.end;
      if (viewer !== null) parts.seen(viewer.accountId, address);
      const seen: CallRequest = { method: request.method, url, headers: request.headers, address };
      const handler = handlers.get(name) as Handler<EndpointName>;
      const answer = await handler({ ctx, viewer, token, path, params, request: seen } as Call<never>);
      return respond(answer, headers);
    } catch (error) {
      // Whoever runs the node must know, and the sender's answer tells them nothing.
      if (error instanceof Refusal && error.status === 507)
        ctx.log.error({ endpoint: name }, "no room for files");
      if (error instanceof Refusal) return respond(refusalAnswer(error), { ...headers, ...error.headers });
      if (error instanceof OutOfPatience) return respond(tookTooLong, { ...headers, "retry-after": "30" });
      parts.onError(error, name);
      return respond(json({ error: "This is a fault of the server" }, { status: 500 }), headers);
    } finally {
      await end?.();
    }
  }

  return {
    endpoints: [...handlers.keys()],
    async handle(request, address) {
      const url = new URL(request.url);
      const found = find(root, url.pathname);
      if (found === null) return isApi(url.pathname) ? respond(notFound, {}) : null;
      const { node, path } = found;
      if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: preflight });
      const name = node.handlers.get(request.method) ?? node.handlers.get(alias[request.method] ?? "");
      if (name === undefined) {
        // A page may have another method of the same path, such as the form of /oauth/authorize.
        if (!isApi(url.pathname)) return null;
        return respond(notFound, {});
      }
      // Whatever a proxy called the node, addresses in answers are the node's own.
      return call(name, path, request, new URL(url.pathname + url.search, ctx.uris.origin), address);
    },
  };
}

const pageParams = ["max_id", "min_id", "since_id", "page"];

/** Rails answers both ways of changing something alike, and clients use either. */
const alias: Readonly<Record<string, string>> = { HEAD: "GET", PUT: "PATCH", PATCH: "PUT" };

const tookTooLong = json(
  { error: "This takes too long to look up. Ask for less, or later" },
  { status: 503 },
);

const notFound = json({ error: "Record not found" }, { status: 404 });

function refusalAnswer(refusal: Refusal): Answer {
  const { status, message, details } = refusal;
  return json(details === undefined ? { error: message } : { error: message, details }, { status });
}

function respond(answer: Answer, headers: Record<string, string>): Response {
  const { status } = answer;
  const body = status === 204 || status === 304 ? null : answer.body;
  return new Response(body as string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null, {
    status,
    headers: { "cache-control": "private, no-store", ...cors, ...headers, ...answer.headers },
  });
}

function isApi(path: string): boolean {
  return path.startsWith("/api/");
}

function newNode(): Node {
  return { children: new Map(), parameter: null, handlers: new Map() };
}

function insert(root: Node, name: EndpointName): void {
  const [method = "", path = ""] = name.split(" ");
  let node = root;
  for (const segment of path.slice(1).split("/")) {
    if (segment.startsWith(":")) {
      // Two routes may name the same place differently: each handler reads its own name.
      node.parameter ??= { name: segment.slice(1), node: newNode() };
      node = node.parameter.node;
    } else {
      const child = node.children.get(segment) ?? newNode();
      node.children.set(segment, child);
      node = child;
    }
  }
  node.handlers.set(method, name);
}

/** Literal segments go before parameters. No place has more than one parameter's name: see the test of the table. */
function find(root: Node, pathname: string): { node: Node; path: Record<string, string> } | null {
  const segments = pathname.replace(/\/$/, "").slice(1).split("/");
  const path: Record<string, string> = {};
  const walk = (node: Node, at: number): Node | null => {
    if (at === segments.length) return node.handlers.size > 0 ? node : null;
    const segment = segments[at] ?? "";
    const literal = node.children.get(segment);
    const through = literal && walk(literal, at + 1);
    if (through) return through;
    if (node.parameter === null) return null;
    const reached = walk(node.parameter.node, at + 1);
    if (reached !== null) path[node.parameter.name] = decode(segment);
    return reached;
  };
  const node = walk(root, 0);
  return node === null ? null : { node, path };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
