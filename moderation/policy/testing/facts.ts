import type { Facts } from "../facts.ts";

type Parts = {
  [Part in keyof Facts]?: Facts[Part] extends object | null ? Partial<Facts[Part]> | null : Facts[Part];
};

/** Facts of an ordinary post from elsewhere, but for what a test says. */
export function someFacts(parts: Parts = {}): Facts {
  const of = <T extends object>(usual: T, given: Partial<T> | null | undefined): T => ({
    ...usual,
    ...given,
  });
  return {
    occasion: parts.occasion ?? "inbound",
    community: parts.community ?? null,
    author: of(
      {
        iri: "https://far.example/users/bo",
        handle: "bo@far.example",
        domain: "far.example",
        isLocal: false,
        isBot: false,
        kind: "person",
        role: null,
        displayName: "Bo",
        bio: "",
        hasAvatar: true,
        ageDays: 400,
        followers: 20,
        following: 30,
        posts: 500,
        isFollowedHere: false,
        strikes: 0,
        trust: "known",
        filters: [],
      },
      parts.author,
    ),
    server: of({ domain: "far.example", ageDays: 300, accountsKnown: 12 }, parts.server),
    rates: of(
      {
        authorPostsHour: 1,
        authorMentionsHour: 0,
        serverPostsHour: 5,
        serverNewAccountsDay: 1,
        reportsHour: 0,
        sameTextDay: 0,
        sameLinkDay: 0,
      },
      parts.rates,
    ),
    post:
      parts.post === null
        ? null
        : of(
            {
              iri: "https://far.example/posts/1",
              kind: "note",
              visibility: "public",
              text: "Good morning, everybody",
              language: "en",
              isReply: false,
              isReplyToHere: false,
              isQuote: false,
              isSensitive: false,
              linkDomains: [],
              links: [],
              hashtags: [],
              mentions: [],
              mentionsHere: 0,
              media: [],
            },
            parts.post,
          ),
    registration:
      parts.registration === undefined || parts.registration === null
        ? null
        : of(
            { username: "ana", emailDomain: null, reason: "", address: null, signUpsFromAddressDay: null },
            parts.registration,
          ),
    scores: (parts.scores ?? {}) as Readonly<Record<string, number>>,
  };
}
