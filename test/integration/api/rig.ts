import { randomBytes } from "node:crypto";
import { createAccount } from "#server/accounts/create.ts";
import type { Role } from "#server/accounts/role.ts";
import type { Scope } from "#server/api/access.ts";
import type { ApiCtx } from "#server/context.ts";
import type { Node, Overrides } from "#server/node.ts";
import { hashSecret } from "#server/platform/secret.ts";
import { createPost } from "#server/posts/create.ts";
import type { PostDraft } from "#server/posts/draft.ts";
import { requestFollow } from "#server/relations/follow.ts";
import { must } from "#test/e2e/people.ts";
import { startLocalNode } from "#test/support/network-node.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests say by their expectations what an answer looks like
export type Json = any;

/** What a client gets: the parsed body, with what stands around it. */
export interface Reply<T = Json> {
  status: number;
  headers: Headers;
  body: T;
}

/** Somebody who uses the node through the client API. */
export interface Person {
  readonly id: string;
  readonly username: string;
  readonly token: string;
  get<T = Json>(path: string): Promise<Reply<T>>;
  post<T = Json>(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply<T>>;
  put<T = Json>(path: string, body?: unknown): Promise<Reply<T>>;
  patch<T = Json>(path: string, body?: unknown): Promise<Reply<T>>;
  delete<T = Json>(path: string, body?: unknown): Promise<Reply<T>>;
}

/** A whole node with its listener, and people with tokens on it. */
export interface ApiRig {
  readonly node: Node;
  readonly ctx: ApiCtx;
  readonly origin: string;
  /** A request with any token, or none. Bodies are sent as JSON; FormData and URLSearchParams as they are. */
  request<T = Json>(
    method: string,
    path: string,
    options?: { token?: string | null; body?: unknown; headers?: Record<string, string> },
  ): Promise<Reply<T>>;
  person(username: string, options?: { role?: Role; scopes?: Scope[]; locked?: boolean }): Promise<Person>;
  /** A token of an application: its own, or of an account. */
  token(accountId: string | null, scopes: Scope[]): Promise<string>;
  /** An account of another server, without that server. */
  remote(handle: string): Promise<string>;
  publish(author: { id: string }, draft: string | Omit<PostDraft, "accountId">): Promise<string>;
  follow(follower: { id: string }, followee: { id: string }): Promise<void>;
  close(): Promise<void>;
}

export async function createApiRig(
  env: Record<string, string> = {},
  overrides: Overrides = {},
): Promise<ApiRig> {
  const { node, origin, close } = await startLocalNode(env, overrides);
  const { ctx } = node;
  const { sql } = ctx;
  const appId = ctx.ids.next();
  await sql`insert into oauth_apps (id, name, client_id, secret_hash, redirect_uris, scopes, created_at)
    values (${appId}, 'Test', ${appId}, 'x', '{}', '{read,write,follow,push,admin:read,admin:write}', ${ctx.clock.now()})`;

  const request: ApiRig["request"] = async (method, path, { token = null, body, headers = {} } = {}) => {
    const isForm = body instanceof FormData || body instanceof URLSearchParams;
    const response = await fetch(`${origin}${path}`, {
      method,
      redirect: "manual",
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined || isForm ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") ?? false;
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };

  async function token(accountId: string | null, scopes: Scope[]): Promise<string> {
    const secret = randomBytes(24).toString("base64url");
    await sql`insert into oauth_tokens (id, token_hash, app_id, account_id, scopes, created_at)
      values (${ctx.ids.next()}, ${hashSecret(secret)}, ${appId}, ${accountId}, ${scopes}, ${ctx.clock.now()})`;
    return secret;
  }

  return {
    node,
    ctx,
    origin,
    request,
    token,
    async person(username, options = {}) {
      const { role = "member", locked = false } = options;
      const scopes = options.scopes ?? [
        "read",
        "write",
        "follow",
        "push",
        "profile",
        "admin:read",
        "admin:write",
      ];
      const { id } = must(
        await createAccount(ctx, { username, locked, login: { password: "a long enough password", role } }),
      );
      const secret = await token(id, scopes);
      const call = (method: string) => (path: string, body?: unknown, headers?: Record<string, string>) =>
        request(method, path, { token: secret, body, ...(headers && { headers }) });
      return {
        id,
        username,
        token: secret,
        get: call("GET"),
        post: call("POST"),
        put: call("PUT"),
        patch: call("PATCH"),
        delete: call("DELETE"),
      };
    },
    async remote(handle) {
      const [username = "", domain = ""] = handle.split("@");
      const id = ctx.ids.next();
      const iri = `https://${domain}/users/${username}`;
      const now = ctx.clock.now();
      await sql`
        insert into accounts (id, iri, username, domain, kind, url, inbox, followers, created_at, updated_at, fetched_at)
        values (${id}, ${iri}, ${username}, ${domain}, 'person', ${iri}, ${`${iri}/inbox`}, ${`${iri}/followers`},
          ${now}, ${now}, ${now})`;
      return id;
    },
    async publish(author, draft) {
      const content = typeof draft === "string" ? { text: draft } : draft;
      return must(await createPost(ctx, { accountId: author.id, ...content })).id;
    },
    async follow(follower, followee) {
      must(await requestFollow(ctx, { followerId: follower.id, followeeId: followee.id }));
    },
    close,
  };
}
