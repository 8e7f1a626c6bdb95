import { type Category, categories, isCategory, type Severity } from "#moderation/category.ts";
import type { ReportCategory } from "./store/reports.ts";

/** What other software tags its reports with: PeerTube's reasons of abuse, and Funkwhale's. Our own are their own names. */
const tagged: Readonly<Record<string, Category>> = {
  violentOrRepulsive: "violence",
  // So it is called in PeerTube's description of its API alone.
  violentOrAbusive: "violence",
  hatefulOrAbusive: "hate",
  spamOrMisleading: "spam",
  privacy: "privacy",
  rights: "rights",
  serverRules: "rules",
  thumbnails: "sexual",
  captions: "other",
  takedown_request: "rights",
  invalid_metadata: "other",
  illegal_content: "legal",
  offensive_content: "harassment",
};

/** Each topic in PeerTube's words and in Funkwhale's, for reports that are passed on. */
const peertube: Readonly<Record<Exclude<Category, "other">, string>> = {
  spam: "spamOrMisleading",
  scam: "spamOrMisleading",
  misinformation: "spamOrMisleading",
  impersonation: "spamOrMisleading",
  hate: "hatefulOrAbusive",
  harassment: "hatefulOrAbusive",
  violence: "violentOrRepulsive",
  minors: "violentOrRepulsive",
  "self-harm": "violentOrRepulsive",
  sexual: "serverRules",
  privacy: "privacy",
  rights: "rights",
  legal: "serverRules",
  rules: "serverRules",
};
const funkwhale: Partial<Record<Category, string>> = {
  rights: "takedown_request",
  legal: "illegal_content",
  minors: "illegal_content",
  hate: "offensive_content",
  harassment: "offensive_content",
  violence: "offensive_content",
  sexual: "offensive_content",
};

/** What a report that is passed on is tagged with; `known` are those that PeerTube and nodes like this one look for. */
export function reasonsOf(topic: Category): { known: string[]; funkwhale: string } {
  // Its own name first: of several that are as grave a node like this one takes that.
  const known = topic === "other" ? [] : [...new Set([topic, peertube[topic]])];
  return { known, funkwhale: funkwhale[topic] ?? "other" };
}

/** What is said where whoever complained said nothing: Lemmy and PeerTube refuse a report without words. */
export function commentOf(comment: string, topic: Category): string {
  if ([...comment.trim()].length > 1) return comment;
  return topic === "other" ? "Reported without a comment." : `Reported as: ${topic}.`;
}

const mastodon: Readonly<Record<ReportCategory, Category>> = {
  spam: "spam",
  legal: "legal",
  violation: "rules",
  other: "other",
};

/** The gravest of the reasons that a `Flag` is tagged with. */
export function topicOfTags(reasons: readonly string[]): Category {
  const topics = reasons.flatMap((reason) => {
    if (isCategory(reason)) return reason;
    return Object.hasOwn(tagged, reason) ? (tagged[reason] ?? []) : [];
  });
  return topics.sort((a, b) => categories[b] - categories[a])[0] ?? "other";
}

/** Mastodon's four categories, in which its clients and its admin API speak. */
export function topicOf(category: ReportCategory): Category {
  return mastodon[category];
}

export function mastodonCategory(topic: Category): ReportCategory {
  if (topic === "spam" || topic === "legal") return topic;
  return topic === "rules" ? "violation" : "other";
}

/**
 * How urgent a report makes its case: what its topic usually is, but never the most urgent by a stranger's word alone,
 * since that would let anybody jump the queue.
 */
export function severityOf(topic: Category): Severity {
  return Math.min(categories[topic], 3) as Severity;
}
