import type { Iri } from "#protocol/ids/iri.ts";
import { addressing } from "#protocol/ids/visibility.ts";
import type { Post } from "#protocol/model/post.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { type AttachError, findAttachable } from "../media/attach.ts";
import { toMedium } from "../media/medium.ts";
import { openGate } from "../policy/gate-port.ts";
import { holdOwnPost } from "../policy/holds/own.ts";
import { findAuthor } from "./author.ts";
import { blankPost } from "./blank.ts";
import { type ContentError, checkContent, type PostDraft } from "./draft.ts";
import { findVisible } from "./find.ts";
import { resolveMentions } from "./mentions.ts";
import { publish } from "./publish.ts";
import { prepareQuote, type QuotingError } from "./quoting.ts";
import { writeContent } from "./write.ts";

export type CreatePostError =
  | ContentError
  | QuotingError
  | AttachError
  | { type: "account/may-not-post"; accountId: string }
  | { type: "post/parent-not-found"; postId: string }
  /** The text mentions somebody whom the author did not allow for. */
  | { type: "post/unexpected-mentions"; accountIds: string[] }
  /** The node's rules do not let it be said; `rule` is the rule's name, empty where there is none to tell. */
  | { type: "post/refused-by-policy"; rule: string };

/**
 * Publishes a post of an account of this node: it is on the timelines here, and on its way to other servers, when this
 * returns.
 *
 * @returns the post's id and IRI; `isHeld` where the node's rules keep it until a moderator has looked at it, as a
 *   scheduled post of the same id
 * @example await createPost(ctx, { accountId, text: "Good morning, @ana@example.social #tea" });
 */
export async function createPost(
  ctx: Pick<
    Ctx,
    "clock" | "ids" | "uris" | "handleHost" | "limits" | "db" | "sql" | "outbox" | "resolve" | "policy"
  >,
  draft: PostDraft,
): Promise<Result<{ id: string; iri: Iri; isHeld: boolean }, CreatePostError>> {
  const prepared = await prepareDraft(ctx, draft);
  if (!prepared.ok) return prepared;
  const { author, parent, mentioned, quote, visibility, media } = prepared.value;
  const id = draft.id ?? ctx.ids.next();
  const post = {
    ...blankPost(ctx, author, id, visibility),
    ...writeContent(ctx, { ...draft, media }, mentioned),
    quotePolicy: draft.quotePolicy ?? defaultQuotePolicy(visibility),
    inReplyTo: parent?.iri ?? null,
    quote: quote && { iri: quote.iri, authorization: quote.stamp },
  };
  const mentions = post.mentions.map((mention) => mention.iri);
  const addressed = (said: Post) => ({ ...said, ...addressing(said.visibility, author.followers, mentions) });
  const { policy } = draft.isReleased ? { policy: openGate } : ctx;
  const judged = await policy.outbound(addressed(post), author, "outbound");
  if (judged.outcome === "refused") return err({ type: "post/refused-by-policy", rule: judged.rule });
  if (judged.outcome === "held") {
    const heldId = draft.scheduledId ?? id;
    const kept = await holdOwnPost(ctx, { ...draft, id: heldId }, judged.because);
    return kept.ok ? ok({ id: heldId, iri: post.iri, isHeld: true }) : kept;
  }
  const { filtered, keptOutOf, afterwards } = judged;
  const published = await publish(ctx, addressed(filtered?.post ?? post), {
    id,
    filtered,
    keptOutOf,
    accountId: author.id,
    quote,
    appId: draft.appId ?? null,
    mediaIds: draft.mediaIds ?? [],
    scheduledId: draft.scheduledId ?? null,
  });
  if (!published.ok) return published;
  await afterwards?.(id);
  return ok({ id, iri: post.iri, isHeld: false });
}

/** Everything that can be wrong with a draft, and all that has to be looked up for it. Nothing is written. */
export async function prepareDraft(
  ctx: Pick<Ctx, "clock" | "ids" | "uris" | "limits" | "sql" | "resolve">,
  draft: PostDraft,
) {
  const { mediaIds = [] } = draft;
  if (mediaIds.length > ctx.limits.maxMedia)
    return err({ type: "post/too-many-media", most: ctx.limits.maxMedia });
  const attachable = await findAttachable(ctx.sql, draft.accountId, mediaIds, {
    postId: draft.id ?? null,
    scheduledId: draft.scheduledId ?? null,
  });
  if (!attachable.ok) return attachable;
  const media = draft.media ?? attachable.value.map((row) => toMedium(ctx, row));
  const checked = checkContent(ctx, { ...draft, media });
  if (!checked.ok) return checked;
  const author = await findAuthor(ctx.sql, draft.accountId);
  if (author === null) return err({ type: "account/may-not-post", accountId: draft.accountId });
  const parent = draft.inReplyTo ? await findVisible(ctx.sql, draft.inReplyTo, author.id) : null;
  if (draft.inReplyTo && parent === null)
    return err({ type: "post/parent-not-found", postId: draft.inReplyTo });
  const mentioned = await resolveMentions(ctx, draft.text);
  if (!mentioned.ok) return mentioned;
  const mentionedIds = [...mentioned.value.values()].map((account) => account.id);
  const unexpected = unexpectedMentions(draft, mentionedIds);
  if (unexpected.length > 0) return err({ type: "post/unexpected-mentions", accountIds: unexpected });
  const wanted = draft.visibility ?? "public";
  const quote = await prepareQuote(ctx, draft.quote ?? null, {
    id: author.id,
    visibility: wanted,
    mentionedIds,
  });
  if (!quote.ok) return quote;
  const visibility = quote.value?.visibility ?? wanted;
  return ok({ author, parent, mentioned: mentioned.value, quote: quote.value, visibility, media });
}

function unexpectedMentions(draft: PostDraft, mentioned: readonly string[]): string[] {
  const { allowedMentions, accountId } = draft;
  if (!allowedMentions) return [];
  const expected = new Set([accountId, ...allowedMentions]);
  return [...new Set(mentioned)].filter((id) => !expected.has(id));
}

/** Mastodon lets nobody quote a post that does not say who may. */
function defaultQuotePolicy(visibility: Post["visibility"]): Post["quotePolicy"] {
  return visibility === "public" || visibility === "unlisted" ? "public" : null;
}
