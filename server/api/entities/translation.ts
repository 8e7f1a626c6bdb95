import { mediumId } from "../../media/medium-id.ts";
import type { PostView } from "../../posts/views/types.ts";
import type { PostTranslation } from "../../translation/translate.ts";

/** Mastodon's Translation. https://docs.joinmastodon.org/entities/Translation/ */
export function translationEntity(post: PostView, translation: PostTranslation) {
  const { html, warning, options, descriptions, source, target, provider } = translation;
  return {
    content: html,
    spoiler_text: warning,
    language: target,
    media_attachments: post.media.map((medium, at) => ({
      id: mediumId(medium),
      description: descriptions[at] ?? "",
    })),
    poll: post.poll === null ? null : { id: post.id, options: options.map((title) => ({ title })) },
    detected_source_language: source,
    provider,
  };
}
