import type { KnownAccount, OutboundEvent } from "#federation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { createUris } from "#protocol/ids/uris.ts";
import type { Post } from "#protocol/model/post.ts";
import { err, ok } from "#protocol/result.ts";
import type { Ctx } from "#server/context.ts";
import { createIds } from "#server/platform/ids.ts";
import type { Database } from "#server/platform/postgres/connect.ts";
import { openGate } from "#server/policy/gate-port.ts";
import { createFakeClock, type FakeClock } from "#test/support/clock.ts";
import { testDatabase } from "#test/support/postgres.ts";

/** A node's database with accounts put straight into it, and the events that it would tell other servers. */
export interface Rig {
  ctx: Ctx;
  clock: FakeClock;
  database: Database;
  events: OutboundEvent[];
  local(username: string, kind?: KnownAccount["kind"]): Promise<KnownAccount>;
  remote(handle: string, kind?: KnownAccount["kind"]): Promise<KnownAccount>;
  follow(follower: KnownAccount, followee: KnownAccount): Promise<void>;
  /** A post as it comes from a remote author; ids count up. */
  post(author: KnownAccount, changes?: Partial<Post>): Post;
  close(): Promise<void>;
}

export async function createRig(): Promise<Rig> {
  const database = await testDatabase();
  const clock = createFakeClock(new Date("2026-11-21T12:00:00Z"));
  const ids = createIds(clock);
  const uris = createUris("https://here.example");
  const events: OutboundEvent[] = [];
  const accounts = new Map<string, string>();
  const ctx: Ctx = {
    clock,
    ids,
    uris,
    handleHost: "here.example",
    limits: { maxPostChars: 500, maxMentions: 5, maxMedia: 4, maxPollOptions: 4 },
    db: database.db,
    sql: database.sql,
    outbox: {
      append: async (_tx, event) => void events.push(event),
      wake: () => {},
    },
    policy: openGate,
    resolve: {
      account: async (query) => {
        const id = accounts.get(query.replace(/^@/, ""));
        return id === undefined ? err({ type: "remote/not-found", query }) : ok({ id });
      },
      post: async (iri) => err({ type: "remote/not-found", query: iri }),
    },
    log: { info: () => {}, warn: () => {}, error: () => {} },
  };

  async function add(username: string, domain: string | null, kind: KnownAccount["kind"]) {
    const id = ids.next();
    const iri = domain === null ? uris.account(id) : (`https://${domain}/users/${username}` as Iri);
    const now = clock.now();
    const followers = `${iri}/followers` as Iri;
    await database.sql`
      insert into accounts (id, iri, username, domain, kind, url, inbox, followers, created_at, updated_at)
      values (${id}, ${iri}, ${username}, ${domain}, ${kind}, ${iri}, ${`${iri}/inbox`}, ${followers}, ${now}, ${now})`;
    accounts.set(domain === null ? username : `${username}@${domain}`, id);
    const known: KnownAccount = {
      id,
      iri,
      isLocal: domain === null,
      state: "active",
      kind,
      username,
      inbox: `${iri}/inbox` as Iri,
      sharedInbox: null,
      followers,
      featured: null,
      locked: false,
      aliases: [],
      movedTo: null,
      keys: [],
      fetchedAt: now,
    };
    return known;
  }

  let count = 0;
  return {
    ctx,
    clock,
    database,
    events,
    local: (username, kind = "person") => add(username, null, kind),
    remote: (handle, kind = "person") => {
      const [username = "", domain = ""] = handle.split("@");
      return add(username, domain, kind);
    },
    async follow(follower, followee) {
      const now = clock.now();
      await database.sql`
        insert into follows (follower_id, followee_id, iri, state, follower_is_local, created_at)
        values (${follower.id}, ${followee.id}, ${`${follower.iri}#${ids.next()}`}, 'accepted', ${follower.isLocal}, ${now})`;
    },
    post: (author, changes) =>
      remotePost(author, `${author.iri}/posts/${++count}` as Iri, clock.now(), changes),
    close: () => database.close(),
  };
}

export function remotePost(
  author: Pick<KnownAccount, "iri">,
  iri: Iri,
  publishedAt: Date,
  changes: Partial<Post> = {},
): Post {
  return {
    iri,
    kind: "note",
    type: "Note",
    author: author.iri,
    community: null,
    title: null,
    html: `<p>${iri}</p>`,
    warning: null,
    summary: null,
    source: null,
    sensitive: false,
    language: "en",
    visibility: "public",
    to: [],
    cc: [],
    inReplyTo: null,
    context: null,
    quote: null,
    quotePolicy: null,
    mentions: [],
    hashtags: [],
    emojis: [],
    media: [],
    url: iri,
    link: null,
    poll: null,
    event: null,
    place: null,
    rating: null,
    duration: null,
    repliesAllowed: null,
    replies: null,
    publishedAt,
    updatedAt: null,
    ...changes,
  };
}
