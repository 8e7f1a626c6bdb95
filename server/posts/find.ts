import type { Iri } from "#protocol/ids/iri.ts";
import type { Visibility } from "#protocol/ids/visibility.ts";
import type { QuotePolicy } from "#protocol/model/post.ts";
import { type Runner, run } from "../platform/statement.ts";
import { visibleTo } from "./visible.ts";

/** What use cases ask of a post before they do something with it. */
export interface FoundPost {
  id: string;
  iri: Iri;
  accountId: string;
  isLocal: boolean;
  kind: string;
  visibility: Visibility;
  quotePolicy: QuotePolicy | null;
  quoteState: string | null;
  quoteAuthorization: Iri | null;
  publishedAt: Date;
  editedAt: Date | null;
  deletedAt: Date | null;
  /** Whether its author marked it, whatever moderators did. */
  isMarkedSensitive: boolean;
  /** Removed by moderators: deleted, but nothing of it is erased. */
  removedAt: Date | null;
}

/** Whether nothing of a post is left: one that moderators removed is still there for its author to delete. */
export function isGone(post: Pick<FoundPost, "deletedAt" | "removedAt">): boolean {
  return post.deletedAt !== null && post.removedAt === null;
}

const columns = `p.id, p.iri, p.account_id as "accountId", p.is_local as "isLocal", p.kind, p.visibility,
  p.quote_policy as "quotePolicy", p.quote_state as "quoteState", p.quote_authorization as "quoteAuthorization",
  p.published_at as "publishedAt", p.edited_at as "editedAt", p.deleted_at as "deletedAt",
  p.removed_at as "removedAt", coalesce(p.original_sensitive, p.sensitive) as "isMarkedSensitive"`;

/** A post that this account may see; null when it may not, or there is none, which look the same to it. */
export async function findVisible(on: Runner, postId: string, viewerId: string): Promise<FoundPost | null> {
  const [post] = await run<FoundPost>(
    on,
    `select ${columns} from posts p where p.id = $1::uuid and p.deleted_at is null and ${visibleTo("p", "$2::uuid")}`,
    [postId, viewerId],
  );
  return post ?? null;
}

/** The IRI of a post, also of a deleted one; null where there is none. */
export async function findPostIri(on: Runner, id: string): Promise<Iri | null> {
  const [post] = await run<{ iri: Iri }>(on, "select iri from posts where id = $1::uuid", [id]);
  return post?.iri ?? null;
}

/** A post by its IRI, also when it was deleted. */
export async function findByIri(on: Runner, iri: string): Promise<FoundPost | null> {
  const [post] = await run<FoundPost>(on, `select ${columns} from posts p where p.iri = $1::text`, [iri]);
  return post ?? null;
}

/**
 * A post by its id, also when it was deleted; its row stays locked until the transaction ends. Not against rows that refer
 * to it: whoever votes holds the poll already.
 */
export async function findForUpdate(
  on: Runner,
  key: { id: string } | { iri: string },
): Promise<FoundPost | null> {
  const [post] = await run<FoundPost>(
    on,
    `select ${columns} from posts p where p.id = $1::uuid or p.iri = $2::text for no key update`,
    ["id" in key ? key.id : null, "iri" in key ? key.iri : null],
  );
  return post ?? null;
}
