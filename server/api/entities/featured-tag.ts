import type { Uris } from "#protocol/ids/uris.ts";
import type { FeaturedHashtag } from "../../hashtags/feature.ts";
import { acctOf } from "./account.ts";

/** Mastodon's FeaturedTag. https://docs.joinmastodon.org/entities/FeaturedTag/ */
export function featuredTagEntity(
  { uris }: { readonly uris: Pick<Uris, "origin"> },
  account: { username: string; domain: string | null },
  { id, hashtag, name, postsCount, lastPostAt }: FeaturedHashtag,
) {
  return {
    id,
    name,
    url: `${uris.origin}/@${acctOf(account)}/tagged/${encodeURIComponent(hashtag)}`,
    statuses_count: String(postsCount),
    last_status_at: lastPostAt?.toISOString().slice(0, 10) ?? null,
  };
}
