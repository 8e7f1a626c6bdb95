import type { ApiCtx } from "../context.ts";
import type { access, EndpointName, Who } from "./access.ts";
import type { Params } from "./params.ts";
import type { Viewer } from "./viewer.ts";

/** A request to the client API, read and let in. */
export interface Call<V = Viewer | null> {
  readonly ctx: ApiCtx;
  /** Whose token it is; null without one, or with an application's own. */
  readonly viewer: V;
  /** The application's token or the viewer's; null where none was needed and none came. */
  readonly token: { readonly id: string; readonly appId: string; readonly scopes: readonly string[] } | null;
  /** The path's parameters, decoded: `call.path.id`. */
  readonly path: Readonly<Record<string, string>>;
  /** Query and body together; the body wins. */
  readonly params: Params;
  readonly request: CallRequest;
}

export interface CallRequest {
  readonly method: string;
  /** As the client sees it: the node's origin, with path and query. */
  readonly url: URL;
  readonly headers: Headers;
  /** Where it came from, as far as trusted proxies tell. */
  readonly address: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A stream for what does not fit into the memory. */
  readonly body: string | Uint8Array | ReadableStream<Uint8Array> | null;
}

type ViewerFor<W extends Who> = W extends "anyone" | "token" ? Viewer | null : Viewer;

export type Handler<Name extends EndpointName> = (
  call: Call<ViewerFor<(typeof access)[Name]["who"]>>,
) => Answer | Promise<Answer>;

/** What a room adds to the client API: handlers by endpoint. */
export type Routes = { readonly [Name in EndpointName]?: Handler<Name> };

export const JSON_TYPE = "application/json; charset=utf-8";

/**
 * An answer in JSON.
 *
 * @example return json(accountEntity(ctx, account));
 */
export function json(
  value: unknown,
  options: { status?: number; headers?: Record<string, string> } = {},
): Answer {
  return {
    status: options.status ?? 200,
    headers: { "content-type": JSON_TYPE, ...options.headers },
    body: JSON.stringify(value),
  };
}

/** The answer of endpoints that have nothing to say: `{}`. */
export const nothing: Answer = json({});
