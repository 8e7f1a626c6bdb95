import type { Iri } from "#protocol/ids/iri.ts";
import type { Visibility } from "#protocol/ids/visibility.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { mayQuote } from "./consent.ts";
import { findVisible } from "./find.ts";

export type QuotingError =
  | { type: "post/quoted-not-found"; postId: string }
  | { type: "quote/not-allowed"; postId: string }
  /** A direct post quotes somebody whom it does not reach. */
  | { type: "quote/author-not-mentioned"; postId: string };

/** A quote that a local author is about to publish. */
export interface PreparedQuote {
  iri: Iri;
  quotedId: string;
  /** `accepted` here and now, or `pending` until the quoted author's server answers. */
  state: "accepted" | "pending";
  /** The stamp minted with it, when the quoted author is of this node and not the same. */
  authorizationId: string | null;
  stamp: Iri | null;
  /** The quoted author's server must be asked. */
  asks: boolean;
  /** The widest that the quoting post may have: a quote shows what it quotes. */
  visibility: Visibility;
}

/** The author of the quote, and whom the quote is for. */
interface Quoter {
  id: string;
  visibility: Visibility;
  mentionedIds: readonly string[];
}

/** What the quoted author's policy says (FEP-044f): quotes of posts of this node are decided at once. */
export async function prepareQuote(
  ctx: Pick<Ctx, "ids" | "uris" | "sql">,
  postId: string | null,
  quoter: Quoter,
): Promise<Result<PreparedQuote | null, QuotingError>> {
  if (postId === null) return ok(null);
  const authorId = quoter.id;
  const quoted = await findVisible(ctx.sql, postId, authorId);
  if (quoted === null) return err({ type: "post/quoted-not-found", postId });
  const { iri, id: quotedId } = quoted;
  const isPublic = quoted.visibility === "public" || quoted.visibility === "unlisted";
  // Whether this account follows a remote author who lets followers quote is for that author's server to say.
  const allowed = quoted.isLocal
    ? await mayQuote(ctx.sql, quoted, authorId)
    : isPublic && quoted.quotePolicy !== "nobody";
  if (!allowed || quoted.visibility === "direct") return err({ type: "quote/not-allowed", postId });
  const isOwn = quoted.accountId === authorId;
  const reachesAuthor = isOwn || quoter.mentionedIds.includes(quoted.accountId);
  if (quoter.visibility === "direct" && !reachesAuthor)
    return err({ type: "quote/author-not-mentioned", postId });
  const visibility = !isPublic && quoter.visibility !== "direct" ? "followers" : quoter.visibility;
  const plain = { iri, quotedId, authorizationId: null, stamp: null, visibility };
  if (!quoted.isLocal) return ok({ ...plain, state: "pending", asks: true });
  if (isOwn) return ok({ ...plain, state: "accepted", asks: false });
  const authorizationId = ctx.ids.next();
  const stamp = ctx.uris.quoteAuthorization(authorizationId);
  return ok({ ...plain, state: "accepted", authorizationId, stamp, asks: false });
}
