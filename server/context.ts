import type { FetchRemote, OpenRemote, OwnDocuments } from "#federation/index.ts";
import type { OutboundEvent } from "#federation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import type { Uris } from "#protocol/ids/uris.ts";
import type { Result } from "#protocol/result.ts";
import type { Chore } from "./admin/chore.ts";
import type { RenderedPosts } from "./api/rendered-posts.ts";
import type { Config } from "./config/config.ts";
import type { MediaStore } from "./files/files.ts";
import type { FilterBook } from "./filters/port.ts";
import type { DomainGate } from "./hosts/domain-gate.ts";
import type { Transfer } from "./imports/transfer.ts";
import type { Post } from "./mail/jobs.ts";
import type { MediaTools } from "./media/tools.ts";
import type { Db, Sql } from "./platform/postgres/connect.ts";
import type { PolicyBook } from "./policy/engine.ts";
import type { PolicyGate } from "./policy/gate-port.ts";
import type { ProxyAddresses } from "./remote-media/address.ts";
import type { NetworkGate } from "./signups/refused-networks.ts";

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
  /** The node's rules about what comes in, goes out and asks to join. */
  readonly policy: PolicyGate;
  readonly log: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
}

/** What the client API needs beside: the node's own settings, and other servers' pages. */
export interface ApiCtx extends Ctx {
  /** Statuses as text, for the next reader. */
  readonly rendered: RenderedPosts;
  readonly config: Config;
  /** Fetches what a stranger named, as if every answer were hostile: public addresses only, the domain gate, limits. */
  readonly fetchRemote: FetchRemote;
  /** The same for what is read as it comes. */
  readonly openRemote: OpenRemote;
  /** Where readers get what lies elsewhere: from this node. */
  readonly proxy: ProxyAddresses;
  /** What people want to be warned of in posts, ready to be matched with. */
  readonly filters: FilterBook;
  /** The files of what people put here, and of what was made of them. */
  readonly files: MediaStore;
  /** What media are made with. */
  readonly media: MediaTools;
  /** Writes to people; null where no mail server is configured. */
  readonly mail: Post;
  /** The node's rules about domains, in memory. */
  readonly domains: DomainGate;
  /** The rules of the policy, in memory. */
  readonly rules: PolicyBook;
  /** Networks that get nothing, in memory. */
  readonly networks: NetworkGate;
  /** Has this process read an account again, whose state moderators have changed. */
  readonly forgetAccount: (iri: string) => void;
  /** Work that takes too long for a request; done at least once, by a process that works on queues. */
  readonly chores: { add(chore: Chore): Promise<void> };
  /** Imports and archives: minutes or hours of work, beside everything else. */
  readonly transfers: { add(transfer: Transfer): Promise<void> };
  /** What people here published, as ActivityPub. */
  readonly own: OwnDocuments;
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
