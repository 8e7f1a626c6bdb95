import { LRUCache } from "lru-cache";
import type { AccountPort, KnownAccount } from "#federation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import type { Account } from "#protocol/model/account.ts";
import type { Ctx } from "../context.ts";
import type { DomainGate } from "../hosts/domain-gate.ts";
import { openGate, type PolicyGate } from "../policy/gate-port.ts";
import { publishedKeys, toSigner } from "./key-pairs.ts";
import { ensureNodeActor } from "./node-actor.ts";
import {
  type AccountRow,
  type NewAccountRow,
  readById,
  readByIri,
  readByPublishedKey,
  readLocal,
  upsertRemote,
} from "./store/accounts.ts";
import { readKeys } from "./store/keys.ts";
import { toKnown, toProfile } from "./views.ts";

const CACHED = 20_000;
/** Another process may change a row meanwhile. */
const FRESH_MS = 60_000;

type Deps = Pick<Ctx, "db" | "ids" | "clock" | "uris" | "handleHost">;

/**
 * Accounts for federation. Remote ones are kept in memory for a minute: most of what arrives is by few authors.
 *
 * @param options.limits whether new accounts of a domain are limited
 * @param options.filtersOf what is done to what a domain's accounts send
 * @param policy the node's rules about profiles
 */
export function createAccountPort(
  ctx: Deps,
  { limits = () => false, filtersOf = () => [] }: Partial<Pick<DomainGate, "limits" | "filtersOf">> = {},
  policy: Pick<PolicyGate, "profile"> = openGate,
): AccountPort & {
  /** Drops a remote account from memory, after a change that did not come through this port. */
  forget(iri: string): void;
} {
  const cache = new LRUCache<string, { account: KnownAccount; until: number }>({ max: CACHED });

  function cached(key: string): KnownAccount | null {
    const entry = cache.get(key);
    return entry !== undefined && entry.until > ctx.clock.now().getTime() ? entry.account : null;
  }

  async function known(row: AccountRow | null): Promise<KnownAccount | null> {
    if (row === null) return null;
    if (row.domain === null)
      return toKnown(row, await publishedKeys(row.iri, await readKeys(ctx.db, row.id)));
    return keep(toKnown(row));
  }

  function keep(account: KnownAccount): KnownAccount {
    cache.set(account.iri, { account, until: ctx.clock.now().getTime() + FRESH_MS });
    return account;
  }

  async function byIri(iri: Iri): Promise<KnownAccount | null> {
    return cached(iri) ?? known(await readByIri(ctx.db, iri));
  }

  /** What is known of it decides with the node's rules how much of what its server says of it is believed. */
  async function store(account: Account): Promise<AccountRow | null> {
    const before = await readByIri(ctx.db, account.iri);
    const known = before && { ...before, isHeld: before.held };
    const { profile, marks } = await policy.profile(account, known);
    return upsertRemote(ctx.db, { ...toRow(ctx, profile, { limits, filtersOf }), ...marks });
  }

  async function localRow(id: string): Promise<AccountRow> {
    const row = await readById(ctx.db, id);
    if (row === null || row.domain !== null) throw new Error(`no local account ${id}`);
    return row;
  }

  let nodeActorId: Promise<string> | undefined;

  return {
    byIri,
    forget: (iri) => void cache.delete(iri),

    async byId(id) {
      return known(await readById(ctx.db, id));
    },

    async byKeyId(keyId) {
      const publishes = (account: KnownAccount | null) =>
        account?.keys.some((key) => key.id === keyId) ? account : null;
      // Nearly always a key's id is its owner's with a fragment.
      const owner = publishes(await byIri(keyId.replace(/#.*$/s, "") as Iri));
      if (owner !== null || ctx.uris.isLocal(keyId)) return owner;
      const [row, another] = await readByPublishedKey(ctx.db, keyId);
      // Two accounts that claim one key: neither is believed.
      return row === undefined || another !== undefined ? null : known(row);
    },

    async localByUsername(username) {
      return known(await readLocal(ctx.db, username));
    },

    async profile(id) {
      const row = await readById(ctx.db, id);
      if (row === null || row.domain !== null) return null;
      const profile = toProfile(
        row,
        ctx.handleHost,
        await publishedKeys(row.iri, await readKeys(ctx.db, id)),
      );
      // Lemmy, PieFed and mbin take reports from a Service, and know an Application as a whole site alone.
      return profile.kind === "application" ? { ...profile, kind: "service" } : profile;
    },

    async nodeActor() {
      nodeActorId ??= ensureNodeActor(ctx);
      const account = await known(await localRow(await nodeActorId));
      if (account === null) throw new Error("the node's account is gone");
      return account;
    },

    async signer(accountId) {
      const row = await localRow(accountId);
      return toSigner(accountId, row.iri, await readKeys(ctx.db, accountId));
    },

    async remember(account) {
      const stored = ctx.uris.isLocal(account.iri) ? null : await store(account);
      const row = stored ?? (await readByIri(ctx.db, account.iri));
      const remembered = await known(row);
      if (remembered === null) throw new Error(`${account.iri} is under this node's origin, and unknown`);
      return remembered;
    },
  };
}

function toRow(
  ctx: Deps,
  account: Account,
  { limits, filtersOf }: Pick<DomainGate, "limits" | "filtersOf">,
): NewAccountRow {
  const now = ctx.clock.now();
  const { domain: name, ...same } = account;
  const domain = name.toLowerCase();
  const limited = limits(domain);
  return {
    ...same,
    id: ctx.ids.next(),
    domain,
    limited,
    limitedByDomain: limited,
    domainFilters: [...new Set(filtersOf(domain))].toSorted(),
    fetchedAt: now,
    createdAt: now,
    updatedAt: now,
  };
}
