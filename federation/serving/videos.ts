import type { Account } from "#protocol/model/account.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { withoutPerson } from "#protocol/vocab/write/account.ts";
import { writeChannel } from "#protocol/vocab/write/channel.ts";
import { videoDocument } from "../post-document.ts";
import { activeAccount } from "./accounts.ts";
import type { Asked, ServingPorts } from "./asked.ts";
import { type Found, gone, missing } from "./found.ts";
import { readablePost } from "./posts.ts";

type Deps = Pick<ServingPorts, "uris" | "accounts" | "posts" | "settings">;

/** The film of a post as a document of its own. */
export async function findVideo(deps: Deps, asked: Asked): Promise<Found> {
  const outgoing = await readablePost(deps, asked);
  if (!outgoing.ok) return outgoing.error.is === "gone" ? gone(deps.uris.video(asked.id)) : outgoing.error;
  const document = videoDocument(deps.uris, outgoing.value);
  if (document === null) return missing;
  return { is: "document", document, isPublic: true, page: outgoing.value.post.url };
}

/** The channel of a person, whether or not there is a film in it. */
export async function findChannel(deps: Deps, asked: Asked): Promise<Found> {
  const owner = await channelOwner(deps, asked.id);
  if (!owner.ok) return owner.error;
  // As the account itself: where fetches must be signed, an unsigned one gets the name, the inbox and the key.
  const isHidden = deps.settings.authorizedFetch && (await asked.viewer()) === null;
  const shown = isHidden ? withoutPerson(owner.value) : owner.value;
  const document = writeChannel(shown, { iri: deps.uris.channel(asked.id) });
  return { is: "document", document, isPublic: true, page: owner.value.url };
}

async function channelOwner(deps: Deps, id: string): Promise<Result<Account, Found>> {
  const account = await activeAccount(deps, id);
  if (!account.ok) return err(account.error.is === "gone" ? gone(deps.uris.channel(id)) : account.error);
  const profile = account.value.kind === "person" ? await deps.accounts.profile(id) : null;
  return profile === null ? err(missing) : ok(profile);
}
