import { toText } from "../../html/text.ts";
import type { Medium } from "../../model/medium.ts";
import type { Poll, Post } from "../../model/post.ts";
import { type Extras, type Seen, type SeenMedium, type SeenPoll, seen } from "./seen.ts";

export function seePost(post: Post, extras: Extras = {}): Seen & Extras {
  const text = toText(post.html);
  const common = {
    kind: post.type.toLowerCase(),
    actor: post.author,
    title: post.title,
    text: text === "" ? null : text,
    warning: post.warning,
    language: post.language,
    visibility: post.visibility,
    inReplyTo: post.inReplyTo,
    tags: post.hashtags,
    media: post.media.map(seeMedium),
    poll: post.poll === null ? null : seePoll(post.poll),
    published: post.publishedAt?.toISOString() ?? null,
    url: post.url,
  };
  return seen(common, {
    id: post.iri,
    summary: post.summary,
    sensitive: post.sensitive,
    mentions: post.mentions.map((mention) => ({ name: mention.name, iri: mention.iri })),
    emoji:
      post.emojis.length === 0
        ? null
        : post.emojis.map((emoji) => ({ shortcode: emoji.shortcode, url: emoji.url })),
    link: post.link,
    community: post.community,
    quote: post.quote?.iri,
    quotePolicy: post.quotePolicy,
    place: post.place,
    event: seeEvent(post),
    rating: post.rating,
    duration: post.duration,
    repliesAllowed: post.repliesAllowed,
    updated: post.updatedAt?.toISOString(),
    ...extras,
  });
}

function seeMedium(medium: Medium): SeenMedium {
  const { kind, url, mediaType, alt, width, height, previewUrl, alternatives = [], captions = [] } = medium;
  return {
    ...{ kind, url, mediaType, alt, width, height, previewUrl },
    ...(alternatives.length === 0 ? {} : { alternatives: alternatives.map((file) => file.url) }),
    ...(captions.length === 0 ? {} : { captions: captions.map((caption) => caption.language) }),
  };
}

function seePoll(poll: Poll): SeenPoll {
  const closesAt = (poll.closesAt ?? poll.closedAt)?.toISOString() ?? null;
  return { multiple: poll.multiple, options: poll.options, closesAt, voters: poll.voters };
}

function seeEvent({ event }: Post): { startsAt: string; endsAt: string | null } | null {
  if (event === null) return null;
  return { startsAt: event.startsAt.toISOString(), endsAt: event.endsAt?.toISOString() ?? null };
}
