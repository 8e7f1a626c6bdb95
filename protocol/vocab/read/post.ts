import { toText } from "../../html/text.ts";
import type { Iri } from "../../ids/iri.ts";
import type { JsonObject } from "../../model/activity.ts";
import type { Post } from "../../model/post.ts";
import { err, ok, type Result } from "../../result.ts";
import { parseDate, parseDuration } from "../dates.ts";
import { openDocument } from "../document.ts";
import { flag, iri, text, typesOf } from "../json.ts";
import { limits } from "../limits.ts";
import type { Refusal } from "../refusal.ts";
import { postKinds } from "../types.ts";
import { countRecipients, readAudience } from "./addressing.ts";
import { readAuthor } from "./author.ts";
import { readRating, withBook } from "./bookwyrm.ts";
import { rawContent, readHtml } from "./content.ts";
import { readPlace, readTimes } from "./event.ts";
import { readMedia, readPages } from "./files.ts";
import { readId } from "./id.ts";
import { readLanguage } from "./language.ts";
import { readLine } from "./names.ts";
import { readPoll } from "./poll.ts";
import { readQuote, readQuotePolicy, readRepliesAllowed } from "./quote.ts";
import { readSource } from "./source.ts";
import { readSummary } from "./summary.ts";
import { countMentions, readTags } from "./tags.ts";

export interface PostOptions {
  /** The author's followers collection, when known: tells followers-only posts of peers that name theirs unusually. */
  followersOfAuthor?: Iri | null;
  /** The activity that brought the post, for peers whose posts do not repeat its `to`, `cc` or actor. */
  envelope?: { to: Iri[]; cc: Iri[]; actor: Iri } | null;
}

/**
 * Reads anything published (Note, Article, Question, Page, Video, Event, Audio, Review, ...) as a {@link Post}. All HTML in
 * it is sanitised. Documents whose text would have to be cut, or that name more than 1,000 mentions, are refused.
 *
 * @example readPost(JSON.parse(body)) // { ok: true, value: { kind: "note", html: "<p>Hello</p>", ... } }
 */
export function readPost(document: unknown, options: PostOptions = {}): Result<Post, Refusal> {
  const opened = openDocument(document);
  if (!opened.ok) return opened;
  const json = opened.value;
  const admitted = admit(json);
  if (!admitted.ok) return admitted;
  const { id, type, content } = admitted.value;
  const by = readAuthor(json, id, options.envelope?.actor ?? null);
  if (!by.ok) return by;

  const kind = postKinds.get(type) ?? "other";
  const followersOfAuthor = options.followersOfAuthor ?? null;
  const isMessage = kind === "chat";
  const html = withBook(json, readHtml(content, text(json.mediaType)));
  const sensitive = flag(json.sensitive) ?? false;
  const named = readLine(json.name, limits.title);
  const { title, warning, summary } = readSummary(json, {
    type,
    title: named,
    sensitive,
    body: () => toText(html),
  });
  const page = readPages(json, id, type);
  const { media, link } = readMedia(json, type, page.link, sensitive);
  const tags = readTags(json.tag);
  const audience = readAudience(json, { followersOfAuthor, envelope: options.envelope ?? null, isMessage });
  const times = kind === "event" ? readTimes(json) : null;
  return ok({
    iri: id,
    kind,
    type,
    author: by.value.author,
    community: by.value.community,
    title,
    html,
    warning,
    summary,
    source: readSource(json),
    sensitive,
    language: readLanguage(json, content),
    ...audience,
    inReplyTo: iri(json.inReplyTo),
    context: readContext(json),
    quote: readQuote(json, tags.links),
    quotePolicy: readQuotePolicy(json, followersOfAuthor),
    mentions: tags.mentions,
    hashtags: tags.hashtags,
    emojis: tags.emojis,
    media,
    url: page.url,
    link,
    poll: type === "Question" ? readPoll(json) : null,
    event: times,
    place: readPlace(json.location),
    rating: readRating(json),
    duration: kind === "video" || kind === "audio" ? parseDuration(json.duration) : null,
    repliesAllowed: readRepliesAllowed(json),
    replies: Array.isArray(json.replies) ? null : (iri(json.replies) ?? iri(json.comments)),
    publishedAt: parseDate(json.published),
    updatedAt: parseDate(json.updated),
  });
}

/** The checks that cost nothing, before anything is read: type, id and size. */
function admit(json: JsonObject): Result<{ id: Iri; type: string; content: string | null }, Refusal> {
  const types = typesOf(json);
  const type = types.find((name) => postKinds.has(name));
  if (types[0] === undefined) return err({ type: "document/no-type" });
  if (type === undefined) return err({ type: "document/unknown-type", found: types[0] });
  const id = readId(json);
  if (!id.ok) return id;
  const mentions = countMentions(json.tag);
  if (mentions > limits.mentions) return err({ type: "post/too-many-mentions", count: mentions });
  const recipients = countRecipients(json);
  if (recipients > limits.recipients) return err({ type: "post/too-many-recipients", count: recipients });
  const content = rawContent(json);
  const characters = content?.length ?? 0;
  if (characters > limits.html) return err({ type: "post/too-long", characters });
  return ok({ id: id.value, type, content });
}

/** The conversation: an IRI (FEP-7888) or OStatus's `tag:` name for it. */
function readContext(json: JsonObject): string | null {
  const found =
    iri(json.context) ??
    text(json.context) ??
    iri(json.conversation) ??
    text(json.conversation) ??
    iri(json.inConversation);
  return found !== null && found.length <= limits.context ? found : null;
}
