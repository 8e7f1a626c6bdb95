import { cardEntity } from "../api/entities/card.ts";
import type { ApiCtx } from "../context.ts";
import { cardsOfPosts } from "./views.ts";

/** The cards beside a page of statuses: see server/api/statuses.ts. */
export async function cardsBeside(ctx: ApiCtx, _viewerId: string | null, posts: readonly { id: string }[]) {
  const cards = await cardsOfPosts(
    ctx,
    posts.map(({ id }) => id),
  );
  return { cards: new Map([...cards].map(([id, card]) => [id, cardEntity(ctx, card)])) };
}
