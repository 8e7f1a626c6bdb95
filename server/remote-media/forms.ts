import type { ShownForm } from "#media/image/shown.ts";
import type { ProxySize } from "./address.ts";

/** What each size is as a picture. Pixels as Mastodon has them, twice where screens are dense. */
export const forms: Readonly<Record<ProxySize, ShownForm>> = {
  original: { side: null, moves: true },
  small: { side: 640, moves: false },
  avatar: { side: 400, moves: true },
  header: { side: 1500, moves: false },
  emoji: { side: 160, moves: true },
  still: { side: 400, moves: false },
};
