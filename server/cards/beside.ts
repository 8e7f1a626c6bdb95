import { cardEntity } from "../api/entities/card.ts";
import type { ApiCtx } from "../context.ts";
import type { PostView } from "../posts/views/types.ts";
import { cardsOfPosts } from "./views.ts";

/** The cards beside a page of statuses: see server/api/statuses.ts. */
export async function cardsBeside(ctx: ApiCtx, viewerId: string | null, posts: readonly PostView[]) {
  const linking = posts.filter(
    ({ html, link, media }) => link !== null || (media.length === 0 && html.includes("<a ")),
  );
  const cards = await cardsOfPosts(
    ctx,
    linking.map(({ id }) => id),
  );
  return { cards: new Map([...cards].map(([id, card]) => [id, cardEntity(ctx, card, viewerId)])) };
}
