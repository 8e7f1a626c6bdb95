import { err, ok, type Result } from "#protocol/result.ts";
import { withoutPerson, writeAccount, writeSuspendedAccount } from "#protocol/vocab/write/account.ts";
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
 * verify our own signatures, and nothing about the person. Of a suspended one everybody gets just that.
 */
export async function findActor(deps: Deps, { id, viewer }: Asked): Promise<Found> {
  const account = await activeAccount(deps, id);
  const isSuspended = !account.ok && account.error.is === "forbidden";
  if (!account.ok && !isSuspended) return account.error;
  const profile = await deps.accounts.profile(id);
  if (profile === null) return missing;
  // Peers verify with its keys what it said before, and learn that it is suspended.
  if (!account.ok)
    return { is: "document", document: writeSuspendedAccount(profile), isPublic: true, page: profile.url };
  const isNode = account.value.iri === deps.uris.nodeActor();
  const isHidden = deps.settings.authorizedFetch && !isNode && (await viewer()) === null;
  const document = writeAccount(isHidden ? withoutPerson(profile) : profile);
  return { is: "document", document, isPublic: true, page: profile.url };
}

export async function findNodeActor(deps: Deps, asked: Asked): Promise<Found> {
  const { id } = await deps.accounts.nodeActor();
  return findActor(deps, { ...asked, id });
}
