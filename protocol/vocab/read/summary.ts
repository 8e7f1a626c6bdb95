import type { JsonObject } from "../../model/activity.ts";
import { limits } from "../limits.ts";
import { readLine, readProse } from "./names.ts";

export interface Headings {
  title: string | null;
  warning: string | null;
  summary: string | null;
}

/**
 * What `summary` means. On a post without a title it is a content warning (Mastodon and all microblogs). Beside a title it
 * is a subtitle or an excerpt (blogs, forums, events), unless the post is sensitive (BookWyrm's spoilers). On a `Page`
 * without a name it is the title (Lemmy before 0.13). One that only repeats the title or the text says nothing.
 *
 * @param post.body the text, asked for only where a summary may repeat it
 */
export function readSummary(
  json: JsonObject,
  post: { type: string; title: string | null; sensitive: boolean; body: () => string },
): Headings {
  const { title, sensitive } = post;
  if (title === null && post.type === "Page") {
    return { title: readLine(json.summary, limits.title), warning: null, summary: null };
  }
  if (title === null || sensitive)
    return { title, warning: readProse(json.summary, limits.warning), summary: null };
  const summary = readProse(json.summary, limits.summary);
  const repeats = summary !== null && (summary === title || squeeze(summary) === squeeze(post.body()));
  return { title, warning: null, summary: repeats ? null : summary };
}

function squeeze(value: string): string {
  return value.replace(/\s+/g, " ").trim();
}
