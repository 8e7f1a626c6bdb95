import type { KnownAccount } from "#federation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import type { Account } from "#protocol/model/account.ts";
import type { Post } from "#protocol/model/post.ts";

const PUBLIC = "https://www.w3.org/ns/activitystreams#Public" as Iri;

/** Somebody of a made-up server: the accounts go round the servers. @example spammer(3, 500).iri // "https://server-3.example/users/u0" */
export function spammer(at: number, servers: number): Account {
  const domain = `server-${at % servers}.example`;
  const iri = `https://${domain}/users/u${Math.floor(at / servers)}` as Iri;
  const part = (name: string) => `${iri}/${name}` as Iri;
  return {
    iri,
    kind: "person",
    username: iri.slice(iri.lastIndexOf("/") + 1),
    domain,
    displayName: "",
    bioHtml: "",
    url: iri,
    inbox: part("inbox"),
    sharedInbox: `https://${domain}/inbox` as Iri,
    outbox: part("outbox"),
    followers: part("followers"),
    following: part("following"),
    featured: null,
    locked: false,
    discoverable: true,
    indexable: false,
    memorial: false,
    aliases: [],
    movedTo: null,
    fields: [],
    emojis: [],
    avatarUrl: null,
    avatarAlt: null,
    headerUrl: null,
    headerAlt: null,
    attributionDomains: [],
    owners: [],
    keys: [],
    publishedAt: null,
  };
}

/** What a wave consists of: one text with other numbers and names; one link among other words; and what is like nothing else. */
export type Kind = "text" | "link" | "prose";
export const kinds: readonly Kind[] = ["text", "link", "prose"];

/** A post of a wave. One text and one link mention somebody of the node. */
export function spam(author: Pick<KnownAccount, "iri">, at: number, kind: Kind, victim: Iri): Post {
  const iri = `${author.iri}/statuses/${at}` as Iri;
  const html = {
    text: `<p>@someone${at} Buy these wonderful tokens now, only ${at} left in our shop!</p>`,
    link: `<p>Read this, ${words(at)} <a href="https://shop.example/win">shop.example</a></p>`,
    prose: `<p>Some thoughts of number ${at} about ${words(at)} and ${words(at * 7)}</p>`,
  }[kind];
  return {
    iri,
    kind: "note",
    type: "Note",
    author: author.iri,
    community: null,
    title: null,
    html,
    warning: null,
    summary: null,
    source: null,
    sensitive: false,
    language: "en",
    visibility: "public",
    to: [PUBLIC],
    cc: [],
    inReplyTo: null,
    context: null,
    quote: null,
    quotePolicy: null,
    mentions: kind === "prose" ? [] : [{ iri: victim, name: "@victim" }],
    hashtags: [],
    emojis: [],
    media: [],
    url: iri,
    link: null,
    poll: null,
    event: null,
    place: null,
    rating: null,
    duration: null,
    repliesAllowed: null,
    replies: null,
    publishedAt: null,
    updatedAt: null,
  };
}

/** Words that no two numbers share. */
function words(at: number): string {
  return [...String(at)].map((digit) => "abcdefghij"[Number(digit)]?.repeat(4)).join(" ");
}
