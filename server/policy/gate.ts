import { type Filter, isFilter } from "#moderation/filter.ts";
import { type Because, type Verdict, verdicts } from "#moderation/policy/verdict.ts";
import { hostOf, type Iri } from "#protocol/ids/iri.ts";
import type { Post } from "#protocol/model/post.ts";
import type { Ctx } from "../context.ts";
import type { DomainGate } from "../hosts/domain-gate.ts";
import type { Engine } from "./engine.ts";
import { createPeople } from "./facts/author.ts";
import { doerOf, ownDoer } from "./facts/doer.ts";
import { createGatherer } from "./facts/gather.ts";
import { createRates } from "./facts/rates.ts";
import { applyFilters } from "./filters/apply.ts";
import { filtersOfIri } from "./filters/of-post.ts";
import type { JudgedArrival, Left, PolicyGate, Sender, Taken } from "./gate-port.ts";
import type { Hits } from "./hits.ts";
import { toHeld, toHeldAsked } from "./holds/content.ts";
import { heldAccount, hold } from "./holds/hold.ts";
import { type Judged, judge, nameOfRule } from "./judge.ts";
import { createProfileGate } from "./profile.ts";
import { createRuleSignals } from "./signals/from-rules.ts";

type Deps = Pick<Ctx, "clock" | "ids" | "uris" | "db" | "sql" | "log" | "handleHost">;

const taken: Taken = { outcome: "taken", filtered: null, keptOutOf: new Set(), afterwards: null };
const none: ReadonlySet<string> = new Set();
const noFilters = none as ReadonlySet<Filter>;

/**
 * The rules at the door of this node. Without rules, and for authors without filters, it costs a look at two empty tables.
 *
 * @param options.engine the rules as they are now
 * @param options.holdDays after which what waits is over
 */
export function createPolicyGate(
  ctx: Deps,
  options: {
    engine(): Engine;
    domains: Pick<DomainGate, "filtersOf">;
    hits: Hits;
    holdDays: number;
  },
): PolicyGate {
  const { engine, domains, hits, holdDays } = options;
  const people = createPeople(ctx);
  const rates = createRates(() => ctx.clock.now().getTime());
  const gather = createGatherer(ctx, { engine, people, rates });
  const raiseSignals = createRuleSignals(ctx);
  const judging = { clock: ctx.clock, engine, hits };

  function filtersOf({ iri, filters = [] }: Pick<Sender, "iri" | "filters">): ReadonlySet<Filter> {
    const ofDomain = domains.filtersOf(hostOf(iri));
    if (filters.length === 0 && ofDomain.length === 0) return noFilters;
    return new Set([...filters, ...ofDomain].filter(isFilter));
  }

  async function arrived(
    post: Post,
    author: Sender,
    occasion: "inbound" | "edit",
    isDelivered: boolean,
    before: ReadonlySet<Filter>,
  ): Promise<JudgedArrival> {
    const doer = doerOf(author);
    const communities = occasion === "edit" ? none : communitiesOf(engine(), post);
    const judged = engine().isQuiet(occasion)
      ? nothing
      : judge(judging, await gather.post(occasion, post, doer), communities);
    const { verdict, because } = withHeld(judged, author.isHeld === true);
    const asked = {
      rules: new Set([...before, ...judged.filters]),
      author: filtersOf(author),
      labels: judged.labels,
    };
    const filtered = applyFilters(post, asked);
    const concerned = { account: author.iri, domain: doer.domain };
    const subject = { kind: "post" as const, iri: post.iri, id: null, accountId: author.id };
    if (filtered?.refused) return left(filtered.refused.isTold ? "policy/rejected" : "policy/dropped");
    if (verdict === "reject" || verdict === "drop")
      await raiseSignals(judged.signals, because, { ...concerned, subject });
    if (verdict === "reject") return left("policy/rejected");
    if (verdict === "drop") return left("policy/dropped");
    if (verdict === "hold") {
      const kind = occasion === "edit" ? "edit" : "post";
      const content = { kind, post: toHeld(post), isDelivered, asked: toHeldAsked(asked) } as const;
      const state = await ctx.db.transaction((tx) =>
        hold(
          ctx,
          tx,
          { kind, subjectIri: post.iri, accountId: author.id, domain: doer.domain, content, because },
          holdDays,
        ),
      );
      // After it is kept, so that a case about it has its words.
      if (state === "held") await raiseSignals(judged.signals, because, { ...concerned, subject });
      if (state === "held") return left("policy/held");
      if (state === "refused") return left("policy/refused-before");
    }
    if (filtered === null && judged === nothing) return taken;
    return {
      outcome: "taken",
      filtered,
      keptOutOf: groupsIn(keptOutOf(judged)),
      afterwards: afterwards(judged, subject, concerned),
    };
  }

  /** What is left to do when a post is stored: signals, and the boosts that communities hold. */
  function afterwards(
    judged: Judged,
    subject: { kind: "post"; iri: Iri; id: null; accountId: string },
    { account, domain }: { account: Iri; domain: string | null },
  ): Taken["afterwards"] {
    if (judged.signals.length === 0 && judged.communities.size === 0) return null;
    return async (postId) => {
      const stored = { ...subject, id: postId };
      await raiseSignals(judged.signals, judged.because, { subject: stored, account, domain });
      for (const [community, { verdict, because, signals }] of judged.communities) {
        const groupId = idOfGroup(community);
        if (groupId === null) continue;
        await raiseSignals(signals, because, { subject: stored, account, domain, communityId: groupId });
        if (verdict !== "hold") continue;
        await ctx.db.transaction((tx) =>
          hold(
            ctx,
            tx,
            {
              kind: "boost",
              subjectIri: `${subject.iri} ${community}`,
              accountId: subject.accountId,
              domain,
              communityId: groupId,
              content: { kind: "boost", groupId, postId },
              because,
            },
            holdDays,
          ),
        );
      }
    };
  }

  const idOfGroup = (iri: string): string | null => {
    const parsed = ctx.uris.parse(iri);
    return parsed?.name === "account" ? parsed.id : null;
  };
  const groupsIn = (iris: Iterable<string>): ReadonlySet<string> =>
    new Set([...iris].flatMap((iri) => idOfGroup(iri) ?? []));

  /** Nobody has anything to say about what this account sends. */
  const isLeftAlone = (author: Sender, occasion: "inbound" | "edit") =>
    engine().isQuiet(occasion) && author.isHeld !== true && filtersOf(author).size === 0;

  return {
    filtersOf,
    inbound: (post, author, arrival) =>
      isLeftAlone(author, "inbound")
        ? taken
        : arrived(post, author, "inbound", arrival === "delivered", noFilters),
    async edit(post, author) {
      const before = await filtersOfIri(ctx.sql, post.iri);
      return before.size === 0 && isLeftAlone(author, "edit")
        ? taken
        : arrived(post, author, "edit", true, before);
    },

    async outbound(post, author, occasion) {
      const ofAuthor = new Set(author.filters.filter(isFilter));
      const before = occasion === "edit" ? await filtersOfIri(ctx.sql, post.iri) : noFilters;
      if (engine().isQuiet(occasion) && !author.isHeld && ofAuthor.size + before.size === 0) return taken;
      const doer = ownDoer(author);
      const communities = occasion === "edit" ? none : communitiesOf(engine(), post);
      const judged = engine().isQuiet(occasion)
        ? nothing
        : judge(judging, await gather.post(occasion, post, doer), communities);
      const { verdict, because } = withHeld(judged, author.isHeld);
      const rules = new Set([...before, ...judged.filters]);
      const filtered = applyFilters(post, { rules, author: ofAuthor, labels: judged.labels });
      const concerned = { account: author.iri, domain: null };
      const subject = { kind: "post" as const, iri: post.iri, id: null, accountId: author.id };
      if (filtered?.refused) return { outcome: "refused", rule: "" };
      if (verdict === "reject" || verdict === "drop" || verdict === "hold") {
        // What was never published is known by its author alone.
        const account = { kind: "account" as const, iri: author.iri, id: author.id, accountId: author.id };
        await raiseSignals(judged.signals, because, { ...concerned, subject: account });
        return verdict === "hold"
          ? { outcome: "held", because }
          : { outcome: "refused", rule: nameOfRule({ verdict, because }) };
      }
      return {
        outcome: "taken",
        filtered,
        keptOutOf: groupsIn(keptOutOf(judged)),
        afterwards: afterwards(judged, subject, concerned),
      };
    },

    ...createProfileGate(ctx, { engine, judging, gather, filtersOf, raiseSignals, holdDays }),

    async report(reporter) {
      if (engine().isQuiet("report")) return null;
      const facts = await gather.report(doerOf(reporter));
      const judged = judge(judging, facts);
      const { iri, id } = reporter;
      await raiseSignals(judged.signals, judged.because, {
        subject: { kind: "account", iri, id, accountId: id },
        account: iri,
        domain: hostOf(iri),
      });
      if (judged.verdict === "reject") return left("policy/rejected");
      return judged.verdict === "drop" ? left("policy/dropped") : null;
    },
  };
}

const nothing: Judged = {
  verdict: "accept",
  filters: [],
  labels: [],
  because: [],
  signals: [],
  communities: new Map(),
};

function left(reason: string): Left {
  return { outcome: "ignored", reason };
}

/** The communities that do not pass it on for now, by their IRIs. */
function keptOutOf({ communities }: Judged): string[] {
  return [...communities].flatMap(([iri, { verdict }]) => (verdict === null ? [] : iri));
}

/** The stricter of what the rules say and of what holds for the account. */
function withHeld(
  { verdict, because }: Pick<Judged, "verdict" | "because">,
  isHeld: boolean,
): { verdict: Verdict; because: readonly Because[] } {
  if (!isHeld || verdicts.indexOf(verdict) > verdicts.indexOf("hold")) return { verdict, because };
  return { verdict: "hold", because: [...because, heldAccount] };
}

/** Whom a post is addressed to among those that have rules of their own. */
function communitiesOf({ communities }: Engine, post: Post): ReadonlySet<string> {
  if (communities.size === 0) return none;
  const named = [...post.to, ...post.cc, ...post.mentions.map(({ iri }) => iri), post.community];
  return new Set(named.filter((iri) => iri !== null && communities.has(iri)) as string[]);
}
