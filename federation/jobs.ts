import { hostOf, type Iri, parseIri, sameOrigin } from "#protocol/ids/iri.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import type { Result } from "#protocol/result.ts";
import { iri as idOf, objects, typesOf } from "#protocol/vocab/json.ts";
import { checkQuote } from "./check-quote.ts";
import type { KnownAccount, LaterJob, Ports } from "./ports.ts";
import type { RemoteDeps } from "./remote/deps.ts";
import { isTransient } from "./remote/errors.ts";
import { type WalkEnd, type WalkLimits, walkCollection } from "./remote/page.ts";
import type { Resolver } from "./resolver.ts";
import type { FetchProblem } from "./resolving/errors.ts";

type JobOf<K extends LaterJob["kind"]> = Extract<LaterJob, { kind: K }>;

type Deps = Pick<Ports, "uris" | "gate" | "log" | "accounts" | "intake" | "posts">;

/** As many pins as are worth showing; Mastodon allows five. */
const MAX_FEATURED = 20;
/** A host that counts more followers here than this is not believed. */
const MAX_FOLLOWERS = 50_000;

/**
 * What is fetched out of the request that asked for it. Every job may run twice. A failure that may be gone in a moment
 * throws, so that the queue tries again; any other is logged and done with.
 */
export function createJobs(
  ports: Deps,
  remote: RemoteDeps,
  resolver: Pick<Resolver, "fetchAccount" | "fetchPost">,
  fetchDocument: (iri: Iri) => Promise<Result<JsonObject, FetchProblem>>,
): { run(job: LaterJob): Promise<void> } {
  async function fetchThread({ iri, depth }: JobOf<"fetch-thread">): Promise<void> {
    const fetched = await resolver.fetchPost(iri, { depth });
    if (!fetched.ok) giveUp(ports, "fetch-thread", iri, fetched.error);
  }

  async function refreshAccount({ iri }: JobOf<"refresh-account">): Promise<void> {
    const fetched = await resolver.fetchAccount(iri, { fresh: true });
    if (!fetched.ok) giveUp(ports, "refresh-account", iri, fetched.error);
  }

  /** `iri` is the account's. */
  async function fetchFeatured({ iri }: JobOf<"fetch-featured">): Promise<void> {
    const account = await resolver.fetchAccount(iri);
    if (!account.ok) return giveUp(ports, "fetch-featured", iri, account.error);
    const { featured } = account.value;
    if (featured === null || !sameOrigin(featured, iri)) return;
    const { items } = await collect(walkCollection(remote, featured, { maxItems: MAX_FEATURED }));
    for (const item of items) await pin(account.value, idOf(postOf(item)));
  }

  async function pin(by: KnownAccount, post: Iri | null): Promise<void> {
    if (post === null || !sameOrigin(post, by.iri)) return;
    const fetched = await resolver.fetchPost(post, { depth: 0 });
    if (fetched.ok) await ports.intake.pin({ by, post: fetched.value.iri, pinned: true });
  }

  /** FEP-8fcf: the followee's server counts other followers here than we do. */
  async function synchronise({ account, collection, url }: JobOf<"synchronise-followers">): Promise<void> {
    const followee = await ports.accounts.byIri(account);
    // A list is believed of the account's own server only, and of the collection that its actor names.
    if (followee === null || followee.isLocal || followee.followers !== collection) return;
    if (!sameOrigin(url, account) || !ports.gate(hostOf(url))) return;
    const limits: WalkLimits = { maxItems: MAX_FOLLOWERS, maxPages: 500, timeoutMs: 120_000 };
    const { items, end } = await collect(walkCollection(remote, url, limits));
    if (end.type === "failed") return giveUp(ports, "synchronise-followers", url, end.error);
    // Half a list would end the follows that the other half names.
    if (end.type !== "end") return giveUp(ports, "synchronise-followers", url, end);
    const followers = items.map((item) => parseIri(item)).filter((follower) => follower !== null);
    const local = followers.filter((follower) => ports.uris.parse(follower)?.name === "account");
    await ports.intake.followersSynchronised(followee, local);
  }

  async function checkStamp(job: JobOf<"check-quote">): Promise<void> {
    const checked = await checkQuote({ ...ports, resolver, fetchDocument }, job);
    if (!checked.ok) giveUp(ports, "check-quote", job.quoting, checked.error);
  }

  return {
    run(job) {
      switch (job.kind) {
        case "fetch-thread":
          return fetchThread(job);
        case "refresh-account":
          return refreshAccount(job);
        case "fetch-featured":
          return fetchFeatured(job);
        case "check-quote":
          return checkStamp(job);
        case "synchronise-followers":
          return synchronise(job);
      }
    },
  };
}

/** A post of a collection: snac lists the Create of each. */
function postOf(item: unknown): unknown {
  const [wrapper] = objects(item);
  return wrapper !== undefined && typesOf(wrapper).includes("Create") ? wrapper.object : item;
}

function giveUp(
  { log }: Pick<Deps, "log">,
  kind: LaterJob["kind"],
  iri: Iri,
  error: { readonly type: string; readonly status?: number },
): void {
  if (isTransient(error)) throw new Error(`${kind} ${iri}: ${error.type}`);
  log.info({ kind, iri, error }, "given up");
}

async function collect(walk: AsyncGenerator<unknown, WalkEnd>): Promise<{ items: unknown[]; end: WalkEnd }> {
  const items: unknown[] = [];
  for (;;) {
    const step = await walk.next();
    if (step.done) return { items, end: step.value };
    items.push(step.value);
  }
}
