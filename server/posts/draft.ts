import { findMentions } from "#protocol/html/find.ts";
import { findLinks } from "#protocol/html/links.ts";
import type { Visibility } from "#protocol/ids/visibility.ts";
import type { Medium } from "#protocol/model/medium.ts";
import type { CustomEmoji, QuotePolicy } from "#protocol/model/post.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";

export interface PollDraft {
  options: readonly string[];
  multiple?: boolean;
  closesAt?: Date | null;
  /** Shows no numbers before it is closed. */
  hidesTotals?: boolean;
}

/** What an author may change later. */
export interface Content {
  text: string;
  /** How the text is written; plain when left out. */
  textType?: "text/plain" | "text/markdown";
  /** Makes it an article. */
  title?: string | null;
  warning?: string | null;
  sensitive?: boolean;
  /** BCP 47. */
  language?: string | null;
  media?: readonly Medium[];
  /** Makes it a question. */
  poll?: PollDraft | null;
  /** Custom emoji that the author may use; those that occur are kept. */
  emojis?: readonly CustomEmoji[];
  quotePolicy?: QuotePolicy;
}

export interface PostDraft extends Content {
  accountId: string;
  /** Ids of the author's own media, in the place of `media`. */
  mediaIds?: readonly string[];
  /** Public when left out. */
  visibility?: Visibility;
  /** Id of the post that this one answers. */
  inReplyTo?: string | null;
  /** Id of the post that this one quotes. */
  quote?: string | null;
  /** The only accounts, beside the author, that the text may turn out to mention; anybody when left out. */
  allowedMentions?: readonly string[] | null;
  /** Id of the scheduled post that it has been until now. */
  scheduledId?: string | null;
  /** The application that it is written with. */
  appId?: string | null;
  /** A moderator has looked at it: the node's rules are not asked. */
  isReleased?: boolean;
  /** Chosen beforehand (a UUIDv7): doing it again with the same id does nothing. */
  id?: string;
}

export type ContentError =
  | { type: "post/empty" }
  | { type: "post/too-long"; most: number; length: number }
  | { type: "post/title-too-long"; most: number }
  | { type: "post/warning-too-long"; most: number }
  | { type: "post/bad-language"; language: string }
  | { type: "post/too-many-media"; most: number }
  | { type: "post/too-many-mentions"; most: number }
  | { type: "poll/with-title" }
  | { type: "poll/wrong-number-of-options"; least: number; most: number }
  | { type: "poll/empty-option" }
  | { type: "poll/option-too-long"; most: number }
  | { type: "poll/same-option-twice" }
  | { type: "poll/closes-in-the-past" };

const MAX_TITLE = 300;
const MAX_WARNING = 500;
export const MAX_OPTION = 200;

/** Everything about a text that can be wrong before anything is looked up. Lengths count characters as people see them. */
export function checkContent(
  ctx: Pick<Ctx, "clock" | "limits">,
  content: Content,
): Result<void, ContentError> {
  const { limits } = ctx;
  const { text, title = null, warning = null, media = [], poll = null, language = null } = content;
  if (text.trim() === "" && media.length === 0 && poll === null && !title) return err({ type: "post/empty" });
  const length = countedCharacters(text, limits.maxPostChars);
  if (length > limits.maxPostChars) return err({ type: "post/too-long", most: limits.maxPostChars, length });
  if (title !== null && characters(title) > MAX_TITLE)
    return err({ type: "post/title-too-long", most: MAX_TITLE });
  if (warning !== null && characters(warning) > MAX_WARNING)
    return err({ type: "post/warning-too-long", most: MAX_WARNING });
  if (language !== null && !isLanguage(language)) return err({ type: "post/bad-language", language });
  if (media.length > limits.maxMedia) return err({ type: "post/too-many-media", most: limits.maxMedia });
  if (poll === null) return ok();
  if (title !== null) return err({ type: "poll/with-title" });
  return checkPoll(poll, ctx);
}

function checkPoll(poll: PollDraft, ctx: Pick<Ctx, "clock" | "limits">): Result<void, ContentError> {
  const most = ctx.limits.maxPollOptions;
  const options = poll.options.map((option) => option.trim());
  if (options.length < 2 || options.length > most)
    return err({ type: "poll/wrong-number-of-options", least: 2, most });
  if (options.includes("")) return err({ type: "poll/empty-option" });
  if (options.some((option) => characters(option) > MAX_OPTION))
    return err({ type: "poll/option-too-long", most: MAX_OPTION });
  // Votes travel between servers by the answer's text.
  if (new Set(options).size < options.length) return err({ type: "poll/same-option-twice" });
  if (poll.closesAt && poll.closesAt <= ctx.clock.now()) return err({ type: "poll/closes-in-the-past" });
  return ok();
}

/** What a web address counts, however long it is. */
export const CHARACTERS_A_LINK = 23;

/** As clients count: a web address as 23 characters, a mention without its domain. */
function countedCharacters(text: string, most: number): number {
  // Far beyond the limit nothing is let off: an address could be as long as a book.
  if (text.length > most * 10) return text.length;
  const links = text.includes("://") ? findLinks(text) : [];
  const inLinks = links.reduce((sum, { start, end }) => sum + characters(text.slice(start, end)), 0);
  const inDomains = findMentions(text).reduce(
    (sum, { domain }) => sum + (domain === null ? 0 : domain.length + 1),
    0,
  );
  return characters(text) - inLinks + links.length * CHARACTERS_A_LINK - inDomains;
}

const segmenter = new Intl.Segmenter();

function characters(text: string): number {
  // Counting graphemes is slow; below this length the limit cannot matter, and far above it neither does the exact number.
  if (text.length < 200 || text.length > 200_000) return text.length;
  let count = 0;
  for (const _ of segmenter.segment(text)) count++;
  return count;
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
