import { json, type Routes } from "../api/call.ts";
import { listEmojis, type OwnEmoji } from "./add.ts";

export const customEmojiRoutes: Routes = {
  "GET /api/v1/custom_emojis": async ({ ctx }) => json((await listEmojis(ctx)).map(ownEmojiEntity)),
};

/** Mastodon's CustomEmoji, with where it stands among those to choose from. */
function ownEmojiEntity({ shortcode, url, staticUrl, category, isListed }: OwnEmoji) {
  return { shortcode, url, static_url: staticUrl, visible_in_picker: isListed, category };
}
