import { createHash } from "node:crypto";
import { createFederationService } from "#federation/index.ts";
import type { LaterJob, OutboundEvent, Ports } from "#federation/ports.ts";
import { findFfmpeg } from "#media/ffmpeg/find.ts";
import { createRememberingStore } from "#media/storage/remember.ts";
import { createPolicyBook, type PolicyBook } from "#moderation/policy/book.ts";
import { createUris } from "#protocol/ids/uris.ts";
import { createAccountIntake } from "./accounts/intake.ts";
import { ensureOwnerInvitation } from "./accounts/invitations.ts";
import { type LinkJob, verifyLinks } from "./accounts/links/verify.ts";
import { watchLinks } from "./accounts/links/watch.ts";
import { originOfData } from "./accounts/node-actor.ts";
import { createAccountPort } from "./accounts/port.ts";
import type { Chore } from "./admin/chore.ts";
import { doChore } from "./admin/chores.ts";
import { createBudgets } from "./api/limits/budgets.ts";
import { createLimit, createPageLimit } from "./api/limits/limit.ts";
import { createRenderedPosts } from "./api/rendered-posts.ts";
import { rooms } from "./api/rooms.ts";
import { createClientApi } from "./api/router.ts";
import { attachCards } from "./cards/attach.ts";
import { fetchDueCards } from "./cards/fetch-due.ts";
import { type ChangeFeed, createChangeFeed } from "./changes/feed.ts";
import type { Config } from "./config/config.ts";
import type { ApiCtx, Ctx } from "./context.ts";
import { createDeliveryStore } from "./deliveries/store.ts";
import { moderationOf } from "./desk/moderation.ts";
import { createEmojiPort } from "./emojis/port.ts";
import { openStore } from "./files/open.ts";
import { placeholderRoutes } from "./files/routes.ts";
import { createFileServer } from "./files/serve.ts";
import { createFilterBook } from "./filters/book.ts";
import { noteHashtags } from "./hashtags/note.ts";
import { createDomainGate } from "./hosts/gate.ts";
import { createHostStore } from "./hosts/store/hosts.ts";
import { createApp } from "./http/app.ts";
import type { Site } from "./http/listener.ts";
import { noteAnswer } from "./http/note-answer.ts";
import { doTransfer } from "./imports/do-transfer.ts";
import type { Transfer } from "./imports/transfer.ts";
import { enterSteps } from "./ledger/enter.ts";
import { ledgerRoutes } from "./ledger/routes/tiles.ts";
import type { MailJob } from "./mail/jobs.ts";
import { sendMail } from "./mail/send.ts";
import { scheduleMaintenance } from "./maintenance.ts";
import { createActivity } from "./measures/activity.ts";
import { createHiddenFiles } from "./media/hidden.ts";
import { type MediaJob, processMedium } from "./media/process.ts";
import { createShortLine } from "./media/short-line.ts";
import { sweepWork } from "./media/work.ts";
import { createMootIntake, createMootPort } from "./moot/port.ts";
import { createNoteIntake } from "./notes/peers/receive.ts";
import { notifyAfterwards } from "./notifications/afterwards.ts";
import { authenticate } from "./oauth/authenticate.ts";
import { createTokenMemory } from "./oauth/token-memory.ts";
import type { Clock } from "./platform/clock.ts";
import { createIds } from "./platform/ids.ts";
import { createKvStore } from "./platform/kv.ts";
import type { Log } from "./platform/log.ts";
import { createSmtpMailer } from "./platform/mail/smtp.ts";
import { createMetrics, type Metrics } from "./platform/metrics.ts";
import { nodeSecret } from "./platform/node-secret.ts";
import { createOutbox, type Dispatched } from "./platform/outbox.ts";
import type { Database } from "./platform/postgres/connect.ts";
import type { Queue } from "./platform/queue/port.ts";
import { createTasks } from "./platform/tasks.ts";
import { openTelemetry } from "./platform/telemetry.ts";
import { createTraced } from "./platform/traced.ts";
import { createPolicyGate } from "./policy/gate.ts";
import { createHits } from "./policy/hits.ts";
import { createPostCollections } from "./posts/collections.ts";
import { createPostIntake } from "./posts/intake.ts";
import { createPostPort } from "./posts/port.ts";
import { pushNotifications } from "./push/notice.ts";
import { sendPush } from "./push/send.ts";
import type { Push } from "./push/store.ts";
import { createRelationCollections } from "./relations/collections.ts";
import { createRelationIntake } from "./relations/intake.ts";
import { createRelayStore } from "./relays/store.ts";
import { createProxyAddresses } from "./remote-media/address.ts";
import { createHiddenRemote } from "./remote-media/hidden.ts";
import { createFetchLimit } from "./remote-media/limit.ts";
import { createProxyServer } from "./remote-media/serve.ts";
import { createReportIntake } from "./reports/intake.ts";
import { takeReplies } from "./reports/take-replies.ts";
import { tellReporters } from "./reports/tell.ts";
import { indexChanges } from "./search/index-posts.ts";
import { createNetworkGate } from "./signups/network-gate.ts";
import { createStreaming } from "./streaming/streaming.ts";
import { refreshTrends } from "./trends/refresh.ts";
import { mootRoutes } from "./trustees/routes/public.ts";
import { version } from "./version.ts";
import { createPages } from "./web/pages.ts";
import { announceByWebhooks } from "./webhooks/announce.ts";
import { deliverWebhook, type WebhookJob } from "./webhooks/deliver.ts";

/** Bytes of small files that were read lately. */
const FILES_IN_MEMORY = 32 * 1_048_576;
const READY_WITHIN_MS = 2_000;
/** For about half a day: after that nobody waits for a letter. */
const mailTries = { attempts: 10, backoff: { firstMs: 20_000, maxMs: 2 * 3_600_000 } };

/** What a medium's own row counts ends before. */
const mediaTries = { attempts: 5, backoff: { firstMs: 10_000, maxMs: 60_000 } };
/** Pictures that a process makes at a time while their senders wait, and how many more may wait. */
const PICTURES_AT_ONCE = 2;
const PICTURES_WAITING = 16;

const choreTries = { attempts: 10, backoff: { firstMs: 5_000, maxMs: 3_600_000 } };

/** The node's queues and what their jobs hold. */
export interface Jobs {
  /** What could not be published at once. */
  outbound: Dispatched<OutboundEvent>;
  later: LaterJob;
  links: LinkJob;
  mail: MailJob;
  push: Push;
  chores: Chore;
  transfers: Transfer;
  webhooks: WebhookJob;
  media: MediaJob;
}

export interface Composed {
  ctx: ApiCtx;
  changes: ChangeFeed;
  site: Site;
  metrics: Metrics;
  /** What every process of a node does, whether it serves or works. */
  keepCurrent(): void;
  startWorkers(): Promise<void>;
  /** Ends what would last for as long as clients like. */
  endStreams(): Promise<void>;
  ownerInvitation(): Promise<string | null>;
  originOfData(): Promise<string>;
  settle(): Promise<void>;
  close(): Promise<void>;
}

interface Given {
  config: Config;
  clock: Clock;
  log: Log;
  database: Database;
  queue: Queue<Jobs>;
}

/** The only place where the parts meet: federation's ports are filled from the server's rooms. */
export async function composeNode({ config, clock, log, database, queue }: Given): Promise<Composed> {
  // Looked for meanwhile: it takes longer than all the rest.
  const foundFfmpeg = findFfmpeg(config.ffmpeg);
  const ids = createIds(clock);
  const uris = createUris(config.origin, config.mediaBaseUrl);
  const telemetry = await openTelemetry({ endpoint: config.otlpEndpoint, nodeName: config.nodeName, log });
  const traced = createTraced(telemetry.tracerProvider);
  const metrics = createMetrics({ queues: () => queue.stats(), streams: () => streaming.count() });
  const outbox = createOutbox<OutboundEvent>({
    database,
    clock,
    ids,
    log,
    // What people are waiting to read goes before the rest: an import of follows may bring thousands at once.
    first: "post.",
    dispatch: (events) => publishAll(events),
  });

  const mailer = config.mail && createSmtpMailer(config.mail);
  const { sql, db } = database;
  const base = {
    clock,
    ids,
    uris,
    handleHost: config.handleHost,
    limits: config.limits,
    db,
    sql,
    outbox,
    log,
  };
  // Rooms ask federation to find accounts and posts, and federation asks rooms for everything else.
  const resolve: Ctx["resolve"] = {
    account: (query, options) => federation.resolver.account(query, options),
    post: (iri) => federation.resolver.post(iri),
  };
  const gate = await createDomainGate(base, { onlyAllowed: config.limitedFederation });
  const networks = await createNetworkGate(base);
  const files = createRememberingStore(await openStore(config), FILES_IN_MEMORY);
  const rules = createPolicyBook(moderationOf(base));
  await readRules(rules, log);
  const hits = createHits(base);
  const policy = createPolicyGate(base, {
    engine: rules.engine,
    domains: gate,
    hits,
    holdDays: config.holdDays,
  });
  const ctx: ApiCtx = {
    policy,
    rules,
    rendered: createRenderedPosts(),
    ...base,
    files,
    domains: gate,
    proxy: createProxyAddresses(config.origin, await nodeSecret(base, "remote media"), [`${uris.files}/`]),
    networks,
    forgetAccount: (iri) => accounts.forget(iri),
    chores: { add: async (chore) => void (await queue.add("chores", chore, choreTries)) },
    transfers: { add: async (transfer) => void (await queue.add("transfers", transfer, choreTries)) },
    own: {
      actor: (accountId) => federation.own.actor(accountId),
      activity: (published) => federation.own.activity(published),
    },
    resolve,
    config,
    fetchRemote: (url, options) => federation.fetch(url, options),
    openRemote: (url, options) => federation.open(url, options),
    filters: createFilterBook(base),
    media: {
      ffmpeg: await foundFfmpeg,
      atOnce: createShortLine(PICTURES_AT_ONCE, PICTURES_WAITING),
      later: async (mediumId) =>
        void (await queue.add("media", { mediumId }, { ...mediaTries, id: mediumId })),
    },
    mail: mailer && { later: async (job) => void (await queue.add("mail", job, mailTries)) },
  };
  const hidden = createHiddenFiles(ctx);
  const hiddenRemote = createHiddenRemote(ctx);
  const readHidden = () => Promise.all([hidden.refresh(), hiddenRemote.refresh()]);
  await readHidden();
  const changes = createChangeFeed(ctx, { onPassedOver: (consumer) => metrics.changePassedOver(consumer) });
  const streaming = createStreaming(ctx, changes);

  const accounts = createAccountPort(ctx, gate, policy);
  const relations = createRelationIntake(ctx, { nodesMayFollow: config.publishesDecisions });
  const posts = createPostIntake(ctx, policy);
  const kv = createKvStore({ sql, clock });
  const ports: Ports = {
    uris,
    handleHost: config.handleHost,
    clock,
    ids,
    log,
    count: ({ type, outcome, reason }) => metrics.inbound(type, outcome, reason),
    countRemote: (counter, labels) => metrics.remote(counter, labels),
    settings: {
      authorizedFetch: config.authorizedFetch,
      maxBodyBytes: config.limits.maxBodyBytes,
      maxThreadDepth: config.limits.maxThreadDepth,
      deliveryConcurrency: config.deliveryConcurrency,
      registrationsOpen: config.registration === "open",
      nodeName: config.nodeName,
      nodeDescription: config.nodeDescription,
      adminEmail: config.adminEmail ?? null,
      version,
    },
    gate: gate.allows,
    mayBeAsked: gate.mayBeAsked,
    accounts,
    posts: createPostPort(ctx, accounts),
    intake: {
      ...posts,
      ...relations,
      ...createAccountIntake(ctx, accounts),
      ...createReportIntake(ctx, gate),
      ...createNoteIntake(ctx),
      ...createMootIntake(ctx),
      undo: async (undone) => (await relations.undoRelation(undone)) ?? posts.undo(undone),
    },
    collections: { ...createPostCollections(ctx), ...createRelationCollections(ctx) },
    deliveries: createDeliveryStore(ctx),
    hosts: createHostStore(ctx),
    relays: createRelayStore(ctx),
    emojis: createEmojiPort(ctx),
    moot: createMootPort(ctx),
    later: async (job, { id, delayMs } = {}) => {
      await queue.add("later", job, {
        // Ids of jobs may hold no colon, which IRIs do.
        ...(id !== undefined && { id: createHash("sha256").update(id).digest("base64url") }),
        ...(delayMs !== undefined && { delayMs }),
        attempts: 4,
        backoff: { firstMs: 30_000, maxMs: 3_600_000 },
      });
    },
  };
  const federation = await createFederationService(ports, {
    kv,
    allowPrivateAddress: config.allowPrivateAddress,
    allowHttp: config.allowPrivateAddress || config.origin.startsWith("http:"),
    tracerProvider: telemetry.tracerProvider,
    onDelivery: (outcome) => metrics.delivery(outcome),
  });

  const publish = ({ id, event }: Dispatched<OutboundEvent>) =>
    traced("publish", { kind: event.kind }, () => federation.publish(id, event));

  /** One after another, so that an Undo does not overtake what it undoes. What fails is tried again by the queue. */
  async function publishAll(events: readonly Dispatched<OutboundEvent>[]): Promise<void> {
    for (const dispatched of events) {
      try {
        await publish(dispatched);
      } catch (error) {
        log.warn({ err: error, event: dispatched.id, kind: dispatched.event.kind }, "not published yet");
        await queue.addBulk("outbound", [outboundJob(dispatched)]);
      }
    }
  }

  const registrationsOpen = config.registration === "open" || config.registration === "approval";
  const budgets = createBudgets(ctx);
  const activity = createActivity(ctx);
  const tokens = createTokenMemory((token, address) => authenticate(ctx, token, address));
  const api = createClientApi(ctx, rooms, {
    authenticate: tokens.authenticate,
    seen: activity.note,
    limit: createLimit(budgets, config.rateLimit),
    onError: (error, name) => log.error({ err: error, endpoint: name }, "request failed"),
  });
  const app = createApp({
    api: (request, address) => api.handle(request, address),
    changed: tokens.forget,
    limitForms: createPageLimit(budgets, config.rateLimit),
    federation: (request) => federation.handle(request),
    files: placeholderRoutes(),
    ledger: ledgerRoutes(ctx, tokens.authenticate),
    moot: mootRoutes(ctx),
    pages: createPages(ctx, {
      name: config.nodeName,
      description: config.nodeDescription,
      registrationsOpen,
    }),
    isReady: () => canWork(database, queue),
    metrics,
    metricsToken: config.metricsToken,
    onError: (error, path) => log.error({ err: error, path }, "request failed"),
  });
  const remoteMedia = createProxyServer(ctx, {
    mayFetch: createFetchLimit(budgets, config.rateLimit),
    isHidden: hiddenRemote.has,
  });
  const tasks = createTasks({ log });
  const closing = new AbortController();

  return {
    ctx,
    changes,
    metrics,
    site: {
      maxBodyBytes: config.limits.maxBodyBytes,
      trustProxy: config.trustProxy,
      refuses: networks.refuses,
      newRequestId: () => ids.next(),
      remoteMedia,
      files: createFileServer(files, {
        isHidden: hidden.has,
        redirect: config.mediaStore.type === "s3" && config.mediaStore.redirect,
        onError: (error, name) => log.error({ err: error, file: name }, "a file could not be served"),
      }),
      streams: streaming,
      answered: (request) => noteAnswer(log, metrics, request),
      receive: (request) => traced("inbox", { path: request.path }, () => federation.receive(request)),
      fetch: (request, address) =>
        traced("http", { method: request.method }, async () => app.fetch(request, { address })),
    },
    ownerInvitation: () => ensureOwnerInvitation(ctx),
    originOfData: () => originOfData(ctx),
    keepCurrent() {
      void sweepWork(ctx);
      streaming.keepCurrent(tasks);
      tasks.every("read which files are hidden", 2_000, readHidden);
      tasks.every("read domain rules again", 30_000, () => gate.refresh());
      tasks.every("read the policy again", 10_000, () => readRules(rules, log));
      tasks.every("note which rules applied", 5_000, () => hits.save());
      tasks.every("read refused networks again", 25_000, () => networks.refresh());
      tasks.every("give back unused rate limits", 3_000, () => budgets.giveBack());
      tasks.every("note who was here", 5_000, () => activity.save());
    },
    endStreams: () => streaming.stop(),
    async startWorkers() {
      queue.process("outbound", ({ payload }) => publish(payload));
      queue.process(
        "later",
        ({ payload }) => traced("later", { kind: payload.kind }, () => federation.runJob(payload)),
        { concurrency: 4 },
      );
      if (mailer) queue.process("mail", ({ payload }) => sendMail(ctx, mailer, payload), { concurrency: 2 });
      queue.process("push", ({ payload }) => traced("push", {}, () => sendPush(ctx, payload)), {
        concurrency: 8,
      });
      notifyAfterwards(ctx, changes);
      pushNotifications(ctx, changes, (jobs) => queue.addBulk("push", jobs));
      queue.process(
        "links",
        ({ payload }) => traced("links", {}, () => verifyLinks({ ...ctx, budgets }, payload)),
        { concurrency: 4 },
      );
      watchLinks(ctx, changes, queue);
      await outbox.start();
      federation.startDeliveries();
      queue.process("chores", ({ payload }) =>
        traced("chore", { kind: payload.kind }, () => doChore(ctx, payload)),
      );
      queue.process(
        "transfers",
        ({ payload, signal }) =>
          traced("transfer", { kind: payload.kind }, () => doTransfer(ctx, payload, signal)),
        { concurrency: 2 },
      );
      queue.process("webhooks", ({ payload }) => traced("webhook", {}, () => deliverWebhook(ctx, payload)), {
        concurrency: 4,
      });
      queue.process(
        "media",
        ({ payload, signal }) => {
          const stop = AbortSignal.any([signal, closing.signal]);
          return traced("medium", {}, () => processMedium(ctx, payload, stop));
        },
        { concurrency: config.mediaWorkers },
      );
      announceByWebhooks(ctx, changes, (jobs) => queue.addBulk("webhooks", jobs));
      changes.consumeAtomically("cards", (batch, tx) => attachCards(ctx, tx, batch));
      changes.consumeAtomically("hashtags", (batch, tx) => noteHashtags(ctx, tx, batch));
      changes.consume("reporters", (batch) => tellReporters(ctx, batch));
      changes.consume("report-replies", (batch) => takeReplies(ctx, batch));
      changes.consume("search", (batch) => indexChanges(ctx, batch));
      await changes.begin();
      tasks.every("read linked pages", 1_000, () => fetchDueCards(ctx));
      if (config.trends) tasks.every("work out trends", 300_000, () => refreshTrends(ctx));
      scheduleMaintenance(tasks, ctx, { outbox, kv });
    },
    async settle() {
      await outbox.flush();
      await changes.settle();
      await drained(queue);
      await federation.deliveriesSettled();
      await remoteMedia.settled();
      await enterSteps(ctx, "wait");
      await readHidden();
    },
    async close() {
      await tasks.stop();
      await remoteMedia.stop();
      await budgets.giveBack({ all: true });
      await activity.save();
      await hits.save();
      await changes.stop();
      await outbox.stop();
      const closed = queue.close();
      // A video takes longer than anybody waits, and begins again elsewhere; the database must still be there to say so.
      closing.abort();
      await closed;
      mailer?.close();
      await federation.stop();
      await telemetry.close();
    },
  };
}

/** What cannot be read is logged, and the rules that held go on holding. */
async function readRules(rules: PolicyBook, log: Log): Promise<void> {
  const problem = await rules.refresh();
  if (problem !== null) log.error({ problem }, "the node's rules could not be read: the old ones stay");
}

/** Retries for a day: building an activity needs the database alone, so a failure is a fault of ours or of the database. */
function outboundJob({ id, event }: Dispatched<OutboundEvent>) {
  return {
    payload: { id, event },
    options: { id, attempts: 12, backoff: { firstMs: 1_000, maxMs: 3_600_000 } },
  };
}

/** Until no job waits or runs; jobs with a time of their own do not count. */
async function drained(queue: Queue<Jobs>): Promise<void> {
  for (;;) {
    const stats = await queue.stats();
    if (Object.values(stats).every(({ waiting, active }) => waiting + active === 0)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The queues' server may be another one than the database's, and Redis clients wait for it rather than fail. */
async function canWork(database: Pick<Database, "sql">, queue: Queue<Jobs>): Promise<boolean> {
  const late = new Promise<never>((_, reject) => setTimeout(reject, READY_WITHIN_MS).unref());
  try {
    await Promise.race([Promise.all([database.sql`select 1`, queue.stats()]), late]);
    return true;
  } catch {
    return false;
  }
}
