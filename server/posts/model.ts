import { addressing } from "#protocol/ids/visibility.ts";
import type { Poll, Post } from "#protocol/model/post.ts";
import type { Ctx } from "../context.ts";
import type { Runner } from "../platform/statement.ts";
import { type ModelRow, readModelByIri, readModels } from "./store/models.ts";

/** A stored post as the wire-neutral model, with what only this node knows of it. */
export interface StoredModel {
  id: string;
  post: Post;
  accountId: string;
  isLocal: boolean;
  deletedAt: Date | null;
  counts: { replies: number; boosts: number; likes: number };
}

/** @returns the posts that there are, also deleted ones, in any order */
export async function loadModels(
  ctx: Pick<Ctx, "uris">,
  on: Runner,
  ids: readonly string[],
): Promise<StoredModel[]> {
  return (await readModels(on, ids)).map((row) => toModel(ctx, row));
}

export async function loadModelByIri(
  ctx: Pick<Ctx, "uris">,
  on: Runner,
  iri: string,
): Promise<StoredModel | null> {
  const row = await readModelByIri(on, iri);
  return row === null ? null : toModel(ctx, row);
}

function toModel(ctx: Pick<Ctx, "uris">, row: ModelRow): StoredModel {
  const mentions = row.mentions.map((mention) => mention.iri);
  const followers = row.authorFollowers ?? row.authorIri;
  const post: Post = {
    iri: row.iri,
    kind: row.kind,
    type: row.type,
    author: row.authorIri,
    community: row.communityIri,
    title: row.title,
    html: row.html,
    warning: row.warning,
    summary: row.summary,
    source:
      row.source === null ? null : { content: row.source, mediaType: row.sourceMediaType ?? "text/plain" },
    sensitive: row.sensitive,
    language: row.language,
    visibility: row.visibility,
    ...addressing(row.visibility, followers, mentions),
    inReplyTo: row.inReplyToIri,
    context: contextOf(ctx, row),
    quote: row.quoteIri && { iri: row.quoteIri, authorization: row.quoteAuthorization },
    quotePolicy: row.quotePolicy,
    mentions: row.mentions,
    hashtags: row.hashtags,
    emojis: row.emojis,
    media: row.media,
    url: row.url,
    link: row.link,
    poll: pollOf(row),
    event: row.eventStartsAt && { startsAt: row.eventStartsAt, endsAt: row.eventEndsAt },
    place: row.place,
    rating: row.rating,
    duration: row.duration,
    repliesAllowed: row.repliesAllowed,
    replies: row.repliesIri,
    publishedAt: row.publishedAt,
    updatedAt: row.editedAt,
  };
  const counts = { replies: row.repliesCount, boosts: row.boostsCount, likes: row.likesCount };
  const { id, accountId, isLocal, deletedAt } = row;
  return { id, post, accountId, isLocal, deletedAt, counts };
}

/** A conversation is named by its first post: by that post's own server, or by us when it is ours (FEP-7888). */
function contextOf(ctx: Pick<Ctx, "uris">, row: ModelRow): string | null {
  if (row.context !== null) return row.context;
  return row.rootIsLocal ? ctx.uris.context(row.conversationId) : row.rootContext;
}

function pollOf({ poll }: ModelRow): Poll | null {
  if (poll === null) return null;
  const date = (text: string | null) => (text === null ? null : new Date(text));
  return { ...poll, closesAt: date(poll.closesAt), closedAt: date(poll.closedAt) };
}
