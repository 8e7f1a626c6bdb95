import type { LocalUri } from "#protocol/ids/uris.ts";
import { isOpen } from "../post-document.ts";
import { isUuid } from "../uuid.ts";
import type { ServingPorts } from "./asked.ts";

type Deps = Pick<ServingPorts, "uris" | "accounts" | "posts" | "emojis">;

/** Where a person who opens a document's id is sent; `null` when there is no page for it. */
export async function pageOf(deps: Deps, { name, id }: LocalUri): Promise<string | null> {
  if (name === "nodeActor") return `${deps.uris.origin}/`;
  if (name === "emoji") return (await deps.emojis.byShortcode(id))?.url ?? null;
  if (!isUuid(id)) return null;
  if (name === "account" || name === "channel") return (await deps.accounts.profile(id))?.url ?? null;
  if (name !== "post" && name !== "video") return null;
  const outgoing = await deps.posts.byId(id);
  const isShown = outgoing?.isLocal && outgoing.deletedAt === null && isOpen(outgoing);
  return isShown ? outgoing.post.url : null;
}

/** The id of the document that a page shows: peers are given page addresses by people. `null` when it shows none. */
export async function documentOf(
  deps: Deps,
  { name, id }: LocalUri,
  pathname: string,
): Promise<string | null> {
  if (name === "profilePage") {
    const account = await deps.accounts.localByUsername(id);
    return account?.state === "active" ? account.iri : null;
  }
  const post = pathname.split("/").at(-1) ?? "";
  return name === "postPage" && isUuid(post) ? deps.uris.post(post) : null;
}
