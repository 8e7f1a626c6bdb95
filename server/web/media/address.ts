import type { PostView } from "../../posts/views/types.ts";

/**
 * The page of a medium of this node's post, by its place among the post's media; null for posts from elsewhere.
 *
 * @param n from 1
 * @example mediumPath(post, 1) // "/@ana/0190…/media/1"
 */
export function mediumPath({ id, account }: Pick<PostView, "id" | "account">, n: number): string | null {
  return account.domain === null ? `/@${account.username}/${id}/media/${n}` : null;
}
