import type { Snapshot } from "#moderation/evidence/port.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { type KnownSubject, subjectOf } from "../../cases/subject.ts";
import { readAccountAsSeen } from "../../cases/views.ts";
import type { Ctx, Tx } from "../../context.ts";
import { readHeldPost } from "../store/held-post.ts";
import type { HeldPost } from "./content.ts";

/**
 * A post that waits for a moderator, as its case has it: with its words, so that waves of the same are found, and as evidence, which
 * stays when the moderator has given it up.
 *
 * @returns null where none waits by that name
 */
export async function readHeldAsSeen(
  ctx: Pick<Ctx, "uris" | "clock" | "handleHost">,
  tx: Tx,
  iri: Iri,
): Promise<{ known: KnownSubject; seen: Snapshot } | null> {
  const held = await readHeldPost(tx, iri);
  if (held === null) return null;
  const { post, accountId, domain, since } = held;
  const known = subjectOf(
    ctx,
    { ...post, id: null, accountId, domain, communityId: null, reach: 0, since },
    "post",
  );
  const account = await readAccountAsSeen(tx, accountId);
  const profile =
    account === null ? [] : [{ kind: "account" as const, iri: account.iri, content: account.content }];
  const media = post.media.map(({ url, kind, alt, width, height, mediaType, sensitive }) => ({
    url,
    file: null,
    sha256: null,
    mediaType: mediaType ?? null,
    size: null,
    about: { kind, alt, width, height, mediaType, sensitive },
  }));
  return {
    known,
    seen: { items: [{ kind: "post", iri, content: contentOf(post, account?.content) }, ...profile], media },
  };
}

/** The members that a stored post's evidence has (`readPostAsSeen`). */
function contentOf(post: HeldPost, author: Record<string, unknown> | undefined): Record<string, unknown> {
  const { iri, url, kind, type, community, title, html, warning, summary, source, sensitive, language } =
    post;
  const { visibility, link, inReplyTo, quote, mentions, hashtags, media, poll, publishedAt } = post;
  return {
    ...{
      iri,
      url,
      kind,
      type,
      author: author ?? { iri: post.author },
      community,
      title,
      html,
      warning,
      summary,
      source,
    },
    ...{ sensitive, language, visibility, link, inReplyTo, quote, mentions, hashtags, media, publishedAt },
    poll: poll?.options.map((option) => option.title) ?? null,
    isHeld: true,
  };
}
