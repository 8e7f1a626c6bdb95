import { err, ok, type Result } from "#protocol/result.ts";
import type { OutgoingPost } from "../ports.ts";
import { isOpen, postDocument } from "../post-document.ts";
import { isUuid } from "../uuid.ts";
import type { Asked, ServingPorts } from "./asked.ts";
import { type Found, gone, missing } from "./found.ts";

type Deps = Pick<ServingPorts, "uris" | "posts" | "settings">;

/** A local post that the requester may read, or what to answer instead. */
export async function readablePost(deps: Deps, { id, viewer }: Asked): Promise<Result<OutgoingPost, Found>> {
  const outgoing = isUuid(id) ? await deps.posts.byId(id) : null;
  if (outgoing === null || !outgoing.isLocal) return err(missing);
  const { post, author, deletedAt } = outgoing;
  if (deletedAt !== null) return err(gone(post.iri, { type: post.type, deletedAt }));
  if (author.state !== "active") return err(missing);
  const isReadable = isOpen(outgoing)
    ? await mayReadOpen(deps, id, viewer)
    : await deps.posts.visibleTo(id, await viewer());
  return isReadable ? ok(outgoing) : err(missing);
}

/**
 * Whether whom its author blocks is kept from an open post. Without authorized fetch nobody can be: whoever is blocked asks
 * unsigned.
 */
export async function mayReadOpen(
  { posts, settings }: Pick<Deps, "posts" | "settings">,
  id: string,
  viewer: Asked["viewer"],
): Promise<boolean> {
  return !settings.authorizedFetch || (await posts.visibleTo(id, await viewer()));
}

export async function findPost(deps: Deps, asked: Asked): Promise<Found> {
  const outgoing = await readablePost(deps, asked);
  if (!outgoing.ok) return outgoing.error;
  return {
    is: "document",
    document: postDocument(deps.uris, outgoing.value),
    isPublic: isOpen(outgoing.value),
    page: outgoing.value.post.url,
  };
}
