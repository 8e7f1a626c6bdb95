import type { Facts, Occasion } from "#moderation/policy/facts.ts";
import type { Post } from "#protocol/model/post.ts";
import type { Ctx } from "../../context.ts";
import type { Engine } from "../engine.ts";
import { countSignUps, readHashes } from "../store/facts.ts";
import type { AuthorFacts, People } from "./author.ts";
import type { Doer } from "./doer.ts";
import { countedOf, type KnownMedia, postFacts, textKey } from "./post.ts";
import type { Rates } from "./rates.ts";

type Registration = NonNullable<Facts["registration"]>;

export interface Gatherer {
  post(occasion: "inbound" | "outbound" | "edit", post: Post, author: Doer): Promise<Facts>;
  profile(author: Doer, said: Pick<AuthorFacts, "displayName" | "bio" | "hasAvatar">): Promise<Facts>;
  registration(registration: Omit<Registration, "signUpsFromAddressDay">): Promise<Facts>;
  report(reporter: Doer): Promise<Facts>;
}

type Deps = Pick<Ctx, "uris" | "sql" | "clock">;

/** Gathers what the rules in force ask for, and nothing else: what is not asked for is unknown. */
export function createGatherer(
  ctx: Deps,
  { engine, people, rates }: { engine(): Engine; people: People; rates: Rates },
): Gatherer {
  async function about(occasion: Occasion, doer: Doer) {
    const asks = (beginning: string) => engine().asks(occasion, beginning);
    const needsAuthor = doer.id !== null && askedOfAuthors.some(asks);
    const needsServer = asks("server.") || asks("rates.serverNewAccountsDay");
    const [known, { newAccountsDay, ...server }] = await Promise.all([
      needsAuthor ? people.author(doer.id ?? "") : null,
      needsServer ? people.server(doer.domain) : { ...noServer, domain: doer.domain },
    ]);
    return { author: known ?? barely(doer), server, newAccountsDay };
  }

  return {
    async post(occasion, post, doer) {
      const asks = (beginning: string) => engine().asks(occasion, beginning);
      const { author, server, newAccountsDay } = await about(occasion, doer);
      const known = asks("post.media.") ? await hashesOf(ctx, post) : [];
      const facts = postFacts(ctx.uris, post, known);
      // A post counts before it is judged: the first one that is one too many is told.
      if (occasion !== "edit" && asks("rates.")) rates.note(countedOf(facts, doer));
      return {
        ...blank(occasion),
        author,
        server,
        rates: ratesOf(rates, doer, facts, newAccountsDay),
        post: facts,
      };
    },

    async profile(doer, said) {
      const { author, server, newAccountsDay } = await about("profile", doer);
      const facts = { ...author, ...said };
      return {
        ...blank("profile"),
        author: facts,
        server,
        rates: { ...noRates, serverNewAccountsDay: newAccountsDay },
      };
    },

    async registration(registration) {
      const { address } = registration;
      const isAsked = engine().asks("registration", "registration.signUpsFromAddressDay");
      const signUpsFromAddressDay =
        isAsked && address !== null ? await countSignUps(ctx.sql, address, ctx.clock.now()) : null;
      return {
        ...blank("registration"),
        author: { ...nobody, isLocal: true, handle: registration.username },
        server: withoutDay(noServer),
        registration: { ...registration, signUpsFromAddressDay },
      };
    },

    async report(doer) {
      const { author, server, newAccountsDay } = await about("report", doer);
      if (doer.domain !== null) rates.noteReport(doer.domain);
      const reportsHour = doer.domain === null ? null : rates.reports(doer.domain);
      return {
        ...blank("report"),
        author,
        server,
        rates: { ...noRates, reportsHour, serverNewAccountsDay: newAccountsDay },
      };
    },
  };
}

/** What has to be looked up; the rest of an author is known with what they send. */
const askedOfAuthors = [
  "author.role",
  "author.displayName",
  "author.bio",
  "author.hasAvatar",
  "author.ageDays",
  "author.followers",
  "author.following",
  "author.posts",
  "author.isFollowedHere",
  "author.strikes",
  "author.trust",
  "author.filters",
];

const noServer = { domain: null, ageDays: null, accountsKnown: null, newAccountsDay: null };

const noRates: Facts["rates"] = {
  authorPostsHour: null,
  authorMentionsHour: null,
  serverPostsHour: null,
  serverNewAccountsDay: null,
  reportsHour: null,
  sameTextDay: null,
  sameLinkDay: null,
};

const nobody: AuthorFacts = {
  iri: null,
  handle: null,
  domain: null,
  isLocal: false,
  isBot: false,
  kind: null,
  role: null,
  displayName: "",
  bio: "",
  hasAvatar: false,
  ageDays: null,
  followers: null,
  following: null,
  posts: null,
  isFollowedHere: false,
  strikes: 0,
  trust: null,
  filters: [],
};

function withoutDay({ newAccountsDay: _day, ...server }: typeof noServer) {
  return server;
}

function blank(occasion: Occasion): Omit<Facts, "author" | "server"> {
  return { occasion, community: null, rates: noRates, post: null, registration: null, scores: {} };
}

function barely({ id, iri, isLocal, username, domain, kind }: Doer): AuthorFacts {
  return {
    ...nobody,
    iri,
    handle: domain === null ? username : `${username}@${domain}`,
    domain,
    isLocal,
    isBot: kind === "service" || kind === "application",
    kind,
    // Whoever was never seen is as new as can be.
    ...(id === null && { ageDays: 0, posts: 0, followers: 0, trust: "new" as const }),
  };
}

function ratesOf(
  rates: Rates,
  { iri, domain }: Doer,
  facts: NonNullable<Facts["post"]>,
  serverNewAccountsDay: number | null,
): Facts["rates"] {
  return {
    ...noRates,
    authorPostsHour: rates.authorPosts(iri),
    authorMentionsHour: rates.authorMentions(iri),
    serverPostsHour: domain === null ? null : rates.serverPosts(domain),
    serverNewAccountsDay,
    // The author is one of them.
    get sameTextDay() {
      const key = textKey(facts.text);
      return key === null ? 0 : Math.max(0, rates.sameText(key) - 1);
    },
    get sameLinkDay() {
      return Math.max(0, ...facts.links.map((link) => rates.sameLink(link) - 1));
    },
  };
}

async function hashesOf({ sql }: Pick<Ctx, "sql">, post: Post): Promise<KnownMedia> {
  const ids = post.media.flatMap(({ id }) => id ?? []);
  if (ids.length === 0) return [];
  const known = new Map((await readHashes(sql, ids)).map((row) => [row.id, row]));
  return post.media.map(({ id }) => (id === undefined ? null : (known.get(id) ?? null)));
}
