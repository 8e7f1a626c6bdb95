import { createHash } from "node:crypto";
import { decodeEntities, escapeHtml } from "#protocol/html/entities.ts";
import { sanitize } from "#protocol/html/sanitize.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { ApiCtx } from "../context.ts";
import type { PostView } from "../posts/views/types.ts";
import { keptFor, languagesOf, translatorOf } from "./languages.ts";
import type { TranslatorError } from "./translator.ts";

export type TranslateError =
  | TranslatorError
  | { type: "translation/not-configured" }
  /** The post is not for everybody, or in a language that is not translated into the other. */
  | { type: "translation/not-possible" };

export interface PostTranslation {
  /** Sanitised. */
  html: string;
  warning: string;
  options: string[];
  /** Of the post's media, in their order; null where there is no description. */
  descriptions: (string | null)[];
  source: string;
  target: string;
  provider: string;
}

/**
 * A public post in another language, by the service that the node is set up with. The same is asked for once a day.
 *
 * @param html what the post shows as its text
 * @param target ISO 639-1, with a region or without
 */
export async function translatePost(
  ctx: Pick<ApiCtx, "config" | "fetchRemote" | "clock" | "sql">,
  post: PostView,
  html: string,
  target: string,
): Promise<Result<PostTranslation, TranslateError>> {
  const translator = translatorOf(ctx);
  if (translator === null) return err({ type: "translation/not-configured" });
  if (post.visibility !== "public" && post.visibility !== "unlisted")
    return err({ type: "translation/not-possible" });
  const languages = await languagesOf(ctx, translator);
  if (!languages.ok) return languages;
  const pair = pairOf(languages.value, post.language, target);
  if (pair === null) return err({ type: "translation/not-possible" });
  const options = post.poll?.options.map((option) => option.title) ?? [];
  const described = post.media.flatMap(({ alt }) => alt ?? []);
  const texts = [html, ...[post.warning ?? "", ...options, ...described].map(escapeHtml)];
  const key = createHash("sha256")
    .update(JSON.stringify([translator.name, pair, texts]))
    .digest("base64url");
  const answer = await keptFor(ctx, key, () => translator.translate(texts, pair.source, pair.target));
  if (!answer.ok) return answer;
  const [text = "", warning = "", ...rest] = answer.value.texts;
  const plain = rest.map(plainText);
  const descriptions = plain.slice(options.length);
  return ok({
    html: sanitize(text),
    warning: plainText(warning),
    options: plain.slice(0, options.length),
    descriptions: post.media.map(({ alt }) => (alt === null ? null : (descriptions.shift() ?? null))),
    source: answer.value.source,
    target: pair.target,
    provider: translator.name,
  });
}

/** The service's own names for the two languages: `en-GB` is `en` where it has no such region. */
function pairOf(
  languages: Record<string, string[]>,
  from: string | null,
  into: string,
): { source: string | null; target: string } | null {
  const named = (names: readonly string[], tag: string) =>
    [tag, tag.split("-")[0] ?? tag]
      .map((wanted) => names.find((name) => name.toLowerCase() === wanted.toLowerCase()))
      .find((name) => name !== undefined);
  if (from === null) {
    const target = named([...new Set(Object.values(languages).flat())], into);
    return target === undefined ? null : { source: null, target };
  }
  const source = named(Object.keys(languages), from);
  const target = source && named(languages[source] ?? [], into);
  return source === undefined || target === undefined ? null : { source, target };
}

/** Whatever markup the service has put in is not for text. */
function plainText(html: string): string {
  return decodeEntities(html.replace(/<[^>]*>/g, ""));
}
