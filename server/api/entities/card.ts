import type { CardView } from "../../cards/views.ts";
import { type AccountDeps, accountEntity } from "./account.ts";

/** Mastodon's PreviewCard. https://docs.joinmastodon.org/entities/PreviewCard/ */
export function cardEntity(ctx: AccountDeps, card: CardView, viewerId: string | null = null) {
  const account = card.authorAccount === null ? null : accountEntity(ctx, card.authorAccount);
  const name = card.authorName || (account?.display_name ?? "");
  const url = card.authorUrl || (account?.url ?? "");
  return {
    url: card.url,
    title: card.title,
    description: card.description,
    language: card.language,
    type: card.type,
    authors: name === "" && account === null ? [] : [{ name, url, account }],
    author_name: name,
    author_url: url,
    provider_name: card.providerName,
    provider_url: card.providerUrl,
    html: card.html,
    width: card.width,
    height: card.height,
    image: ctx.proxy.of(card.imageUrl, "small"),
    image_description: card.imageAlt,
    // A photo's is shown as a picture, a video's opened when somebody wants to see it.
    embed_url: card.type === "photo" ? (ctx.proxy.of(card.embedUrl, "original") ?? "") : card.embedUrl,
    blurhash: null,
    published_at: card.publishedAt?.toISOString() ?? null,
    // Asks the author to add the site to those that may name them.
    ...(viewerId !== null && card.unvouchedAuthorId === viewerId && { missing_attribution: true }),
  };
}

export type CardEntity = ReturnType<typeof cardEntity>;
