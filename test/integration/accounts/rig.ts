import type { OutboundEvent } from "#federation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { createUris } from "#protocol/ids/uris.ts";
import type { Account } from "#protocol/model/account.ts";
import { err, ok } from "#protocol/result.ts";
import { createAccount } from "#server/accounts/create.ts";
import { createAccountPort } from "#server/accounts/port.ts";
import { readConfig } from "#server/config/config.ts";
import type { ApiCtx, Ctx } from "#server/context.ts";
import { createDomainGate } from "#server/hosts/gate.ts";
import { createIds } from "#server/platform/ids.ts";
import { outboxEvents } from "#server/platform/schema.ts";
import { openGate } from "#server/policy/gate-port.ts";
import { createProxyAddresses } from "#server/remote-media/address.ts";
import { createFakeClock, type FakeClock } from "#test/support/clock.ts";
import { testDatabase } from "#test/support/postgres.ts";

export interface Rig {
  ctx: Ctx;
  clock: FakeClock;
  port: ReturnType<typeof createAccountPort>;
  /** Events that were committed, in order; cleared by the call. */
  events(): Promise<OutboundEvent[]>;
  /** A new local account. */
  local(username: string, options?: { locked?: boolean }): Promise<string>;
  /** A remote account, as its server would describe it. */
  remote(name: string, changes?: Partial<Account>): Promise<string>;
  /** The context of pages: with settings, without mail. */
  api(env?: Record<string, string>): ApiCtx;
  close(): Promise<void>;
}

/** The rooms on a database of their own, with a clock that stands still and an outbox that is only written. */
export async function createRig(): Promise<Rig> {
  const database = await testDatabase();
  const { db, sql } = database;
  const clock = createFakeClock();
  const ids = createIds(clock);
  const uris = createUris("https://here.example");
  const ctx: Ctx = {
    clock,
    ids,
    uris,
    handleHost: "here.example",
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
      async account(query) {
        const found = await port.byIri(query as Iri);
        return found === null ? err({ type: "remote/not-found", query }) : ok({ id: found.id });
      },
      post: async (query) => err({ type: "remote/not-found", query }),
    },
    log: { info() {}, warn() {}, error() {} },
  };
  const port = createAccountPort(ctx);
  const domains = await createDomainGate(ctx);
  return {
    ctx,
    clock,
    port,
    async events() {
      const rows = await sql<{ kind: string; payload: object }[]>`
        with gone as (delete from outbox_events returning id, kind, payload) select * from gone order by id`;
      return rows.map(({ kind, payload }) => ({ kind, ...payload }) as OutboundEvent);
    },
    async local(username, { locked = false } = {}) {
      const made = await createAccount(ctx, { username, locked });
      if (!made.ok) throw new Error(made.error.type);
      return made.value.id;
    },
    async remote(name, changes = {}) {
      return (await port.remember(remoteAccount(name, changes))).id;
    },
    api(env = {}) {
      const config = readConfig({ ORIGIN: "https://here.example", ...env });
      if (!config.ok) throw new Error(JSON.stringify(config.error));
      const proxy = createProxyAddresses(config.value.origin, "a secret");
      return { ...ctx, config: config.value, mail: null, proxy, domains } as unknown as ApiCtx;
    },
    close: () => database.close(),
  };
}

/** @example remoteAccount("ben") // https://there.example/users/ben */
export function remoteAccount(name: string, changes: Partial<Account> = {}): Account {
  const iri = `https://there.example/users/${name}` as Iri;
  const under = (path: string) => `${iri}/${path}` as Iri;
  return {
    iri,
    kind: "person",
    username: name,
    domain: "there.example",
    displayName: name,
    bioHtml: "",
    url: `https://there.example/@${name}`,
    inbox: under("inbox"),
    sharedInbox: "https://there.example/inbox" as Iri,
    outbox: under("outbox"),
    followers: under("followers"),
    following: under("following"),
    featured: null,
    locked: false,
    discoverable: true,
    indexable: false,
    memorial: false,
    aliases: [],
    movedTo: null,
    fields: [],
    emojis: [],
    avatarUrl: null,
    avatarAlt: null,
    headerUrl: null,
    headerAlt: null,
    attributionDomains: [],
    owners: [],
    keys: [{ id: `${iri}#main-key` as Iri, format: "pem", value: "PEM" }],
    publishedAt: null,
    ...changes,
  };
}
