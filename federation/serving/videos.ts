import type { Account } from "#protocol/model/account.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { withoutPerson } from "#protocol/vocab/write/account.ts";
import { writeChannel } from "#protocol/vocab/write/channel.ts";
import { videoContext } from "#protocol/vocab/write/context.ts";
import { createOfFilm } from "../activities/create/film.ts";
import { videoDocument } from "../post-document.ts";
import { activeAccount } from "./accounts.ts";
import type { Asked, ServingPorts } from "./asked.ts";
import { findPage } from "./collection.ts";
import { type Found, gone, missing } from "./found.ts";
import { readablePost } from "./posts.ts";

type Deps = Pick<ServingPorts, "uris" | "accounts" | "posts" | "collections" | "settings">;

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
  const { uris } = deps;
  const document = writeChannel(shown, {
    iri: uris.channel(asked.id),
    outbox: uris.channelOutbox(asked.id),
  });
  return { is: "document", document, isPublic: true, page: owner.value.url };
}

/**
 * The `Create`s of a channel's films, newest first: whoever begins to follow it reads there what came before (PeerTube, two
 * pages). They are found page by page among the owner's posts, so nobody counts them, and a page may have none.
 */
export async function findChannelOutbox(deps: Deps, asked: Asked): Promise<Found> {
  const owner = await channelOwner(deps, asked.id);
  if (!owner.ok) return owner.error;
  const read = async (cursor: string | null) => {
    const page = await deps.collections.outbox(asked.id, cursor);
    const films = await Promise.all(
      page.items.map(async ({ kind, id }) => {
        const post = kind === "post" ? await readablePost(deps, { ...asked, id }) : null;
        return post?.ok ? createOfFilm(deps, post.value) : null;
      }),
    );
    return { items: films.filter((film) => film !== null), next: page.next };
  };
  const iri = deps.uris.channelOutbox(asked.id);
  return findPage({ iri, total: null, read, context: videoContext, isPublic: true }, asked.query.get("page"));
}

async function channelOwner(deps: Deps, id: string): Promise<Result<Account, Found>> {
  const account = await activeAccount(deps, id);
  if (!account.ok) return err(account.error.is === "gone" ? gone(deps.uris.channel(id)) : account.error);
  const profile = account.value.kind === "person" ? await deps.accounts.profile(id) : null;
  return profile === null ? err(missing) : ok(profile);
}
