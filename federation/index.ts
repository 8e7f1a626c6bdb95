import type { KvStore } from "@fedify/fedify";
import type { TracerProvider } from "@opentelemetry/api";
import type { Iri } from "#protocol/ids/iri.ts";
import type { Result } from "#protocol/result.ts";
import { compactDocument } from "./compact.ts";
import { createDeliverer, type Deliverer } from "./delivery/deliverer.ts";
import type { Attempt } from "./delivery/outcome.ts";
import { createSender } from "./delivery/send.ts";
import { createDocumentSigner } from "./delivery/sign.ts";
import { createFollowersSynchronisation } from "./delivery/synchronisation.ts";
import { createFedify } from "./fedify.ts";
import { createFollowedHere } from "./followed-here.ts";
import { createAdmission } from "./inbox/admission.ts";
import { authenticate } from "./inbox/authenticate.ts";
import { forward } from "./inbox/forward.ts";
import { createKeyOwners } from "./inbox/key-owner.ts";
import { createSignatureTurns } from "./inbox/ld-signature.ts";
import { type InboxAnswer, type InboxRequest, receiveActivity } from "./inbox/receive.ts";
import { compareFollowers } from "./inbox/synchronisation.ts";
import { vouchedFor } from "./inbox/vouched.ts";
import { createJobs } from "./jobs.ts";
import { createSigningKeys } from "./keys.ts";
import { createPublisher } from "./outbound.ts";
import { createOwnDocuments, type OwnDocuments } from "./own-documents.ts";
import type { LaterJob, OutboundEvent, Ports } from "./ports.ts";
import { createDispatcher } from "./remote/dispatcher.ts";
import type { FetchError } from "./remote/errors.ts";
import { type Fetched, type FetchOptions, safeFetch } from "./remote/fetch.ts";
import { createContextLoader, createDocumentLoader } from "./remote/loader.ts";
import { type Opened, type OpenOptions, openRemote } from "./remote/open.ts";
import { createRemoteDeps } from "./remote-deps.ts";
import { createResolver, type Resolver } from "./resolver.ts";
import { fetchPlain } from "./resolving/document.ts";
import { createServing } from "./serving/index.ts";

export interface FederationOptions {
  /** Fedify's caches. */
  kv: KvStore;
  /** Development and tests: other servers may be on this machine. */
  allowPrivateAddress: boolean;
  allowHttp: boolean;
  tracerProvider: TracerProvider;
  onDelivery(outcome: Attempt["outcome"] | "given-up"): void;
}

/** Asks another server for anything, as safely as federation does: see `safeFetch`. */
export type FetchRemote = (url: string, options?: FetchOptions) => Promise<Result<Fetched, FetchError>>;

/** The same for what is too large to be held in memory: see `openRemote`. */
export type OpenRemote = (url: string, options?: OpenOptions) => Promise<Result<Opened, FetchError>>;

export type { OwnDocuments } from "./own-documents.ts";

/** Everything a node says to other servers and hears from them. */
export interface FederationService {
  resolver: Resolver;
  fetch: FetchRemote;
  open: OpenRemote;
  /** What people here published, for their archives. */
  own: OwnDocuments;
  /** One activity at an inbox. */
  receive(request: InboxRequest): Promise<InboxAnswer>;
  /** GET of documents, WebFinger, NodeInfo; null for what is not federation's. */
  handle(request: Request): Promise<Response | null>;
  /** Tells other servers what happened here. */
  publish(eventId: string, event: OutboundEvent): Promise<void>;
  runJob(job: LaterJob): Promise<void>;
  /** Begins to deliver; only processes that work on queues do. */
  startDeliveries(): void;
  /** When nothing is due or under way any more. */
  deliveriesSettled(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Federation of one node. Nothing is shared between nodes of a process.
 *
 * @example
 * const federation = createFederationService(ports, { kv, allowPrivateAddress: false, ... });
 * await federation.receive({ method: "POST", path: "/inbox", headers, body });
 */
export function createFederationService(ports: Ports, options: FederationOptions): FederationService {
  const { allowPrivateAddress, allowHttp, kv, tracerProvider, onDelivery } = options;
  const dispatcher = createDispatcher({ allowPrivateAddress });
  // A video that somebody watches slowly takes no connection from deliveries to its server.
  const mediaDispatcher = createDispatcher({ allowPrivateAddress });
  let deliverer: Deliverer | null = null;
  const signingKey = createSigningKeys(ports);
  const remote = createRemoteDeps(ports, { dispatcher, allowPrivateAddress, allowHttp, signingKey });
  const contextLoader = createContextLoader(remote);
  const documentLoader = createDocumentLoader(remote);
  const resolver = createResolver(ports, remote);
  const fetchDocument = (iri: Iri) => fetchPlain(ports, remote, iri);
  const jobs = createJobs(ports, remote, resolver, fetchDocument);

  const keyOwners = createKeyOwners({ ...ports, resolver, fetchDocument });
  const vouching = {
    clock: ports.clock,
    uris: ports.uris,
    keyOwners,
    inTurn: createSignatureTurns(),
    fetchDocument,
    compact: compactDocument,
  };
  const inbox = {
    ports,
    resolver,
    fetchDocument,
    keyOwners,
    admit: createAdmission({ perHost: 100, total: 1000 }),
    compact: compactDocument,
    isFollowedHere: createFollowedHere(ports),
    vouchedFor: (json, options) => vouchedFor(vouching, json, options),
    async forward(inbound, inReplyTo) {
      await forward(ports, inbound, inReplyTo);
      deliverer?.wake();
    },
    synchronise: (sender, header) => compareFollowers(ports, sender, header),
  } satisfies Parameters<typeof receiveActivity>[0];

  const fedify = createFedify(ports, { kv, tracerProvider, contextLoader, documentLoader });
  const serving = createServing(ports, {
    fedify,
    async verifyFetch(request) {
      const signer = await authenticate({ clock: ports.clock, keyOwners }, { ...request, body: null });
      return signer.ok ? signer.value : null;
    },
  });

  const publisher = createPublisher(ports, createDocumentSigner(ports, contextLoader));
  const send = createSender({
    ...ports,
    dispatcher,
    allowHttp,
    userAgent: remote.userAgent,
    rsaKey: signingKey,
    synchronisation: createFollowersSynchronisation(ports),
  });
  return {
    resolver,
    fetch: (url, fetchOptions) => safeFetch({ ...remote, gate: ports.mayBeAsked }, url, fetchOptions),
    open: (url, openOptions) =>
      openRemote({ ...remote, dispatcher: mediaDispatcher, gate: ports.mayBeAsked }, url, openOptions),
    own: createOwnDocuments(ports),
    receive: (request) => receiveActivity(inbox, request),
    handle: (request) => serving.handle(request),
    async publish(eventId, event) {
      await publisher.publish(eventId, event);
      deliverer?.wake();
    },
    runJob: (job) => jobs.run(job),
    startDeliveries() {
      deliverer ??= createDeliverer({ ...ports, send, onOutcome: onDelivery });
    },
    async deliveriesSettled() {
      await deliverer?.idle();
    },
    async stop() {
      await deliverer?.stop();
      await Promise.all([dispatcher.destroy(), mediaDispatcher.destroy()]);
    },
  };
}
