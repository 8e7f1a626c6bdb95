import { hostOf, type Iri } from "#protocol/ids/iri.ts";
import type { Account } from "#protocol/model/account.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { text } from "#protocol/vocab/json.ts";
import { readAccount } from "#protocol/vocab/read/account.ts";
import type { KnownAccount } from "../ports.ts";
import { confirmHandle } from "../remote/actor-handle.ts";
import type { RemoteDeps } from "../remote/deps.ts";
import { fetchPlain, type ResolvingPorts } from "./document.ts";
import type { FetchProblem } from "./errors.ts";
import { createOnce } from "./once.ts";

export type AccountResult = Result<KnownAccount, FetchProblem>;

export interface AccountFetcher {
  /**
   * An account by its IRI: the known one while it is younger than a day, otherwise as its server describes it now. A
   * known one is better than none: it is the answer too when its server cannot be reached.
   *
   * @param options.fresh ask in any case, and fail when that fails (a key was rotated, a move is to be checked)
   */
  fetch(iri: Iri, options?: { fresh?: boolean }): Promise<AccountResult>;
  /** Takes in an actor document that was just fetched. */
  take(document: JsonObject): Promise<AccountResult>;
}

const FRESH_FOR_MS = 24 * 3_600_000;

export function createAccountFetcher(ports: ResolvingPorts, remote: RemoteDeps): AccountFetcher {
  const once = createOnce<AccountResult>();

  async function take(document: JsonObject): Promise<AccountResult> {
    const read = readAccount(document);
    if (!read.ok) return read;
    if (ports.uris.isLocal(read.value.iri)) return err({ type: "document/local", iri: read.value.iri });
    const account = { ...read.value, domain: await domainOf(remote, read.value, document) };
    return ok(await ports.accounts.remember(account));
  }

  async function ask(iri: Iri, fresh: boolean): Promise<AccountResult> {
    const document = await fetchPlain(ports, remote, iri, { fresh });
    if (!document.ok) return document;
    // Redirects within its origin are fine; another account than the one that was asked for is not.
    if (document.value.id !== iri)
      return err({ type: "document/other-id", iri, found: String(document.value.id) });
    return take(document.value);
  }

  return {
    take,
    async fetch(iri, { fresh = false } = {}) {
      const known = await ports.accounts.byIri(iri);
      if (known?.isLocal) return ok(known);
      if (!ports.gate(hostOf(iri))) return err({ type: "host/refused", host: hostOf(iri) });
      if (known !== null && !fresh && isFresh(known, ports.clock.now())) return ok(known);
      const asked = await once(`${fresh ? "fresh " : ""}${iri}`, () => ask(iri, fresh));
      return !asked.ok && known !== null && !fresh ? ok(known) : asked;
    },
  };
}

export function isFresh({ fetchedAt, state }: KnownAccount, now: Date): boolean {
  if (state !== "active") return true;
  return fetchedAt !== null && now.getTime() - fetchedAt.getTime() < FRESH_FOR_MS;
}

/**
 * The domain of an account's handle: what the actor claims counts when WebFinger leads from there back to it, and so is a
 * split domain found that the actor does not mention. Otherwise it is the host that vouched for the document.
 */
async function domainOf(remote: RemoteDeps, account: Account, document: JsonObject): Promise<string> {
  const { iri, username } = account;
  const webfinger = text(document.webfinger);
  const named = { id: iri, preferredUsername: username, ...(webfinger === null ? {} : { webfinger }) };
  const confirmed = await confirmHandle(remote, named);
  const agrees = confirmed.ok && confirmed.value.user.toLowerCase() === username.toLowerCase();
  return agrees ? confirmed.value.host : hostOf(iri);
}
