import { categories } from "../category.ts";
import type { Facts } from "./facts.ts";

/** Null is "unknown": no condition on it holds, nor does its negation. */
type Read<T> = (facts: Facts, now: Date) => T | null | undefined;

export type Fact =
  | { readonly kind: "number"; readonly read: Read<number> }
  | { readonly kind: "text"; readonly read: Read<string> }
  | { readonly kind: "flag"; readonly read: Read<boolean> }
  | { readonly kind: "list"; readonly read: Read<readonly string[]> };

export type FactKind = Fact["kind"];

const number = (read: Read<number>): Fact => ({ kind: "number", read });
const text = (read: Read<string>): Fact => ({ kind: "text", read });
const flag = (read: Read<boolean>): Fact => ({ kind: "flag", read });
const list = (read: Read<readonly string[]>): Fact => ({ kind: "list", read });

const present = (values: readonly (string | null)[]) => values.filter((value) => value !== null);

/** Everything that a condition can name, and what kind of tests it takes. */
const table: Readonly<Record<string, Fact>> = {
  occasion: text((f) => f.occasion),
  community: text((f) => f.community),
  "now.hour": number((_, now) => now.getUTCHours()),
  "now.weekday": text((_, now) => weekdays[now.getUTCDay()]),

  "author.iri": text((f) => f.author.iri),
  "author.handle": text((f) => f.author.handle),
  "author.domain": text((f) => f.author.domain),
  "author.isLocal": flag((f) => f.author.isLocal),
  "author.isBot": flag((f) => f.author.isBot),
  "author.kind": text((f) => f.author.kind),
  "author.role": text((f) => f.author.role),
  "author.displayName": text((f) => f.author.displayName),
  "author.bio": text((f) => f.author.bio),
  "author.hasAvatar": flag((f) => f.author.hasAvatar),
  "author.ageDays": number((f) => f.author.ageDays),
  "author.followers": number((f) => f.author.followers),
  "author.following": number((f) => f.author.following),
  "author.posts": number((f) => f.author.posts),
  "author.isFollowedHere": flag((f) => f.author.isFollowedHere),
  "author.strikes": number((f) => f.author.strikes),
  "author.trust": text((f) => f.author.trust),
  "author.filters": list((f) => f.author.filters),

  "server.domain": text((f) => f.server.domain),
  "server.ageDays": number((f) => f.server.ageDays),
  "server.accountsKnown": number((f) => f.server.accountsKnown),

  "rates.authorPostsHour": number((f) => f.rates.authorPostsHour),
  "rates.authorMentionsHour": number((f) => f.rates.authorMentionsHour),
  "rates.serverPostsHour": number((f) => f.rates.serverPostsHour),
  "rates.serverNewAccountsDay": number((f) => f.rates.serverNewAccountsDay),
  "rates.reportsHour": number((f) => f.rates.reportsHour),
  "rates.sameTextDay": number((f) => f.rates.sameTextDay),
  "rates.sameLinkDay": number((f) => f.rates.sameLinkDay),

  "post.iri": text((f) => f.post?.iri),
  "post.kind": text((f) => f.post?.kind),
  "post.visibility": text((f) => f.post?.visibility),
  "post.text": text((f) => f.post?.text),
  "post.length": number((f) => f.post?.text.length),
  "post.language": text((f) => f.post?.language),
  "post.isReply": flag((f) => f.post?.isReply),
  "post.isReplyToHere": flag((f) => f.post?.isReplyToHere),
  "post.isQuote": flag((f) => f.post?.isQuote),
  "post.isSensitive": flag((f) => f.post?.isSensitive),
  "post.linkDomains": list((f) => f.post?.linkDomains),
  "post.links": list((f) => f.post?.links),
  "post.hashtags": list((f) => f.post?.hashtags),
  "post.mentions": list((f) => f.post?.mentions),
  "post.mentionsHere": number((f) => f.post?.mentionsHere),
  "post.media.types": list((f) => f.post?.media.map((medium) => medium.type)),
  "post.media.sha256": list((f) => f.post && present(f.post.media.map((medium) => medium.sha256))),
  "post.media.pdq": list((f) => f.post && present(f.post.media.map((medium) => medium.pdq))),
  "post.media.count": number((f) => f.post?.media.length),
  "post.media.undescribed": number((f) => f.post?.media.filter((medium) => !medium.hasDescription).length),

  "registration.username": text((f) => f.registration?.username),
  "registration.emailDomain": text((f) => f.registration?.emailDomain),
  "registration.reason": text((f) => f.registration?.reason),
  "registration.address": text((f) => f.registration?.address),
  "registration.signUpsFromAddressDay": number((f) => f.registration?.signUpsFromAddressDay),

  ...Object.fromEntries(
    Object.keys(categories).map((name) => [`scores.${name}`, number((f) => f.scores[name])]),
  ),
};

const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** The names that conditions may use, in the order of the table: for messages, pages and completion. */
export const factNames: readonly string[] = Object.keys(table);

/**
 * A fact by its name. Scores have names of their own: any category that a model knows. Every list has a number: `post.mentions.count`.
 *
 * @example factOf("author.ageDays")?.kind // "number"
 */
export function factOf(name: string): Fact | null {
  if (Object.hasOwn(table, name)) return table[name] ?? null;
  const counted = name.endsWith(".count") ? table[name.slice(0, -".count".length)] : undefined;
  if (counted?.kind === "list") return number((f, now) => counted.read(f, now)?.length);
  const [, category] = /^scores\.([a-z0-9][a-z0-9-]{0,63})$/.exec(name) ?? [];
  if (category === undefined) return null;
  return number((f) => (Object.hasOwn(f.scores, category) ? f.scores[category] : null));
}
