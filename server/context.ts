import type { FetchRemote } from "#federation/index.ts";
import type { OutboundEvent } from "#federation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import type { Uris } from "#protocol/ids/uris.ts";
import type { Result } from "#protocol/result.ts";
import type { Config } from "./config/config.ts";
import type { Db, Sql } from "./platform/postgres/connect.ts";

export type { Db } from "./platform/postgres/connect.ts";
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

export interface Limits {
  maxPostChars: number;
  maxMentions: number;
  maxMedia: number;
  maxPollOptions: number;
}

/** What a use case may need. Each asks for its own `Pick` of it; one node has one. */
export interface Ctx {
  readonly clock: { now(): Date };
  readonly ids: { next(at?: Date): string };
  readonly uris: Uris;
  readonly handleHost: string;
  readonly limits: Limits;
  readonly db: Db;
  /** The same database through the driver, for statements on hot paths that write many rows. */
  readonly sql: Sql;
  readonly outbox: { append(tx: Tx, event: OutboundEvent): Promise<void>; wake(): void };
  readonly resolve: Resolver;
  readonly log: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
}

/** What the client API needs beside: the node's own settings, and other servers' pages. */
export interface ApiCtx extends Ctx {
  readonly config: Config;
  /** Fetches what a stranger named, as if every answer were hostile: public addresses only, the domain gate, limits. */
  readonly fetchRemote: FetchRemote;
}

export type ResolveError =
  | { type: "remote/not-found"; query: string }
  | { type: "remote/refused"; query: string; reason: string }
  | { type: "remote/unreachable"; query: string };

/** Finds what is not known here yet; federation does it. Both return the host's own id. */
export interface Resolver {
  /** `@ana@example.social`, `ana` (local) or an actor's IRI or page. `fresh` asks its server also when it is known. */
  account(query: string, options?: { fresh?: boolean }): Promise<Result<{ id: string }, ResolveError>>;
  post(iri: Iri | string): Promise<Result<{ id: string }, ResolveError>>;
}
