import { MemoryKvStore } from "@fedify/fedify";
import { trace } from "@opentelemetry/api";
import { createFederationService, type FederationService } from "#federation/index.ts";
import type { LaterJob, Ports, Settings } from "#federation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { createUris } from "#protocol/ids/uris.ts";
import { signRequest } from "#protocol/signing/requests.ts";
import { createAccount } from "#server/accounts/create.ts";
import { createAccountIntake } from "#server/accounts/intake.ts";
import { createAccountPort } from "#server/accounts/port.ts";
import type { Ctx } from "#server/context.ts";
import { createDeliveryStore } from "#server/deliveries/store.ts";
import { createEmojiPort } from "#server/emojis/port.ts";
import { createHostStore } from "#server/hosts/store/hosts.ts";
import { createMootPort } from "#server/moot/port.ts";
import { createNoteIntake } from "#server/notes/peers/receive.ts";
import { createIds } from "#server/platform/ids.ts";
import { outboxEvents } from "#server/platform/schema.ts";
import { openGate } from "#server/policy/gate-port.ts";
import { createPostCollections } from "#server/posts/collections.ts";
import { createPost } from "#server/posts/create.ts";
import { createPostIntake } from "#server/posts/intake.ts";
import { createPostPort } from "#server/posts/port.ts";
import { createRelationCollections } from "#server/relations/collections.ts";
import { createRelationIntake } from "#server/relations/intake.ts";
import { createRelayStore } from "#server/relays/store.ts";
import { createReportIntake } from "#server/reports/intake.ts";
import { createFakeClock, type FakeClock } from "#test/support/clock.ts";
import type { PeerActor } from "#test/support/network-peer.ts";
import { testDatabase } from "#test/support/postgres.ts";

export const ORIGIN = "https://ap.here.example";
export const HANDLE_HOST = "here.example";

type Json = Record<string, unknown>;

export interface Answer {
  status: number;
  headers: Headers;
  json: Json;
}

export interface Asking {
  accept?: string;
  headers?: Record<string, string>;
  /** Whose key signs the request. */
  by?: PeerActor;
  method?: string;
}

/** A node's federation on the server's own rooms and a database: a split domain, nothing listening. */
export interface Rig {
  ctx: Ctx;
  clock: FakeClock;
  ports: Ports;
  federation: FederationService;
  /** Jobs that were asked for, in order. */
  jobs: LaterJob[];
  refusedHosts: Set<string>;
  settings: { authorizedFetch: boolean };
  local(username: string): Promise<string>;
  post(
    accountId: string,
    draft?: Partial<Omit<Parameters<typeof createPost>[1], "accountId">>,
  ): Promise<string>;
  /** Answers of the federation, or `null` where it leaves the request to the web application. */
  raw(path: string, asking?: Asking): Promise<Response | null>;
  /** The same, read; fails where nothing answers. */
  get(path: string, asking?: Asking): Promise<Answer>;
  close(): Promise<void>;
}

export async function createRig(): Promise<Rig> {
  const database = await testDatabase();
  const { db, sql } = database;
  const clock = createFakeClock();
  const ids = createIds(clock);
  const uris = createUris(ORIGIN);
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const jobs: LaterJob[] = [];
  const refusedHosts = new Set<string>();
  const settings: Settings = {
    adminEmail: null,
    authorizedFetch: false,
    maxBodyBytes: 1_000_000,
    maxThreadDepth: 3,
    deliveryConcurrency: 1,
    registrationsOpen: false,
    nodeName: "Here",
    nodeDescription: "A node for tests.",
    version: "0.1.0",
  };
  const ctx: Ctx = {
    clock,
    ids,
    uris,
    handleHost: HANDLE_HOST,
    limits: { maxPostChars: 5000, maxMentions: 50, maxMedia: 8, maxPollOptions: 10 },
    db,
    sql,
    outbox: {
      async append(tx, { kind, ...payload }) {
        await tx.insert(outboxEvents).values({ id: ids.next(), kind, payload, createdAt: clock.now() });
      },
      wake() {},
    },
    policy: openGate,
    resolve: {
      account: (query) => federation.resolver.account(query),
      post: (iri) => federation.resolver.post(iri),
    },
    log,
  };
  const accounts = createAccountPort(ctx);
  const relations = createRelationIntake(ctx);
  const posts = createPostIntake(ctx);
  const ports: Ports = {
    uris,
    handleHost: HANDLE_HOST,
    clock,
    ids,
    log,
    count() {},
    countRemote() {},
    settings,
    gate: (host) => !refusedHosts.has(host),
    mayBeAsked: (host) => !refusedHosts.has(host),
    accounts,
    posts: createPostPort(ctx, accounts),
    intake: {
      ...posts,
      ...relations,
      ...createAccountIntake(ctx, accounts),
      ...createReportIntake(ctx, { ignoresReports: () => false }),
      ...createNoteIntake(ctx),
      decision: async () => ({ outcome: "ignored", reason: "" }),
      undo: async (undone) => (await relations.undoRelation(undone)) ?? posts.undo(undone),
    },
    collections: { ...createPostCollections(ctx), ...createRelationCollections(ctx) },
    deliveries: createDeliveryStore(ctx),
    hosts: createHostStore(ctx),
    relays: createRelayStore(ctx),
    moot: createMootPort(ctx),
    emojis: createEmojiPort(ctx),
    later: async (job) => void jobs.push(job),
  };
  const federation = createFederationService(ports, {
    kv: new MemoryKvStore(),
    allowPrivateAddress: true,
    allowHttp: true,
    tracerProvider: trace.getTracerProvider(),
    onDelivery() {},
  });

  async function raw(path: string, { accept, headers = {}, by, method = "GET" }: Asking = {}) {
    const url = `${ORIGIN}${path.replace(ORIGIN, "")}`;
    const plain = { host: new URL(ORIGIN).host, accept: accept ?? "application/activity+json", ...headers };
    const signed =
      by &&
      (await signRequest({ method, url, headers: plain, body: null }, by.key, {
        style: "cavage",
        now: clock.now(),
      }));
    return federation.handle(new Request(url, { method, headers: { ...plain, ...signed } }));
  }

  return {
    ctx,
    clock,
    ports,
    federation,
    jobs,
    refusedHosts,
    settings,
    async local(username) {
      const made = await createAccount(ctx, { username });
      if (!made.ok) throw new Error(made.error.type);
      return made.value.id;
    },
    async post(accountId, draft = {}) {
      clock.advance(1000);
      const made = await createPost(ctx, { text: "Hello", ...draft, accountId });
      if (!made.ok) throw new Error(made.error.type);
      return made.value.id;
    },
    raw,
    async get(path, asking) {
      const response = await raw(path, asking);
      if (response === null) throw new Error(`${path} is left to the web application`);
      const text = await response.text();
      const isJson = /json/.test(response.headers.get("content-type") ?? "");
      return {
        status: response.status,
        headers: response.headers,
        json: isJson ? (JSON.parse(text) as Json) : {},
      };
    },
    async close() {
      await federation.stop();
      await database.close();
    },
  };
}

/** Lets a remote account follow a local one, as if both had agreed. */
export async function follows(rig: Rig, followerIri: string, followeeId: string): Promise<void> {
  const follower = await rig.ports.accounts.byIri(followerIri as Iri);
  const followee = await rig.ports.accounts.byId(followeeId);
  if (follower === null || followee === null) throw new Error("no such accounts");
  await rig.ports.intake.follow({ iri: `${followerIri}#follow` as Iri, follower, followee });
}
