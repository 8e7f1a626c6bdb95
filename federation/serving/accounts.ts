import type { Account } from "#protocol/model/account.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { writeAccount } from "#protocol/vocab/write/account.ts";
import type { KnownAccount } from "../ports.ts";
import { isUuid } from "../uuid.ts";
import type { Asked, ServingPorts } from "./asked.ts";
import { type Found, gone, missing } from "./found.ts";

type Deps = Pick<ServingPorts, "uris" | "accounts" | "settings">;

/** A local account that may still speak, or what to answer instead. */
export async function activeAccount(
  { accounts }: Pick<Deps, "accounts">,
  id: string,
): Promise<Result<KnownAccount, Found>> {
  const account = isUuid(id) ? await accounts.byId(id) : null;
  if (account === null || !account.isLocal) return err(missing);
  if (account.state === "deleted") return err(gone(account.iri));
  // Not 404 or 410: a suspension can be lifted, and peers forget what they are told is gone.
  if (account.state === "suspended") return err({ is: "forbidden", reason: "account/suspended" });
  return ok(account);
}

/**
 * An actor. Where fetches must be signed, an unsigned one gets the name, the inbox and the keys, without which nobody could
 * verify our own signatures, and nothing about the person.
 */
export async function findActor(deps: Deps, { id, viewer }: Asked): Promise<Found> {
  const account = await activeAccount(deps, id);
  if (!account.ok) return account.error;
  const profile = await deps.accounts.profile(id);
  if (profile === null) return missing;
  const isNode = account.value.iri === deps.uris.nodeActor();
  const isHidden = deps.settings.authorizedFetch && !isNode && (await viewer()) === null;
  const document = writeAccount(isHidden ? withoutPerson(profile) : profile);
  return { is: "document", document, isPublic: true, page: profile.url };
}

export async function findNodeActor(deps: Deps, asked: Asked): Promise<Found> {
  const { id } = await deps.accounts.nodeActor();
  return findActor(deps, { ...asked, id });
}

function withoutPerson(profile: Account): Account {
  return {
    ...profile,
    displayName: profile.username,
    bioHtml: "",
    outbox: null,
    followers: null,
    following: null,
    featured: null,
    discoverable: false,
    indexable: false,
    fields: [],
    emojis: [],
    avatarUrl: null,
    avatarAlt: null,
    headerUrl: null,
    publishedAt: null,
  };
}
