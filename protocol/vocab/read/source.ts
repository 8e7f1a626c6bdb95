import type { JsonObject } from "../../model/activity.ts";
import { isObject } from "../document.ts";
import { many, text } from "../json.ts";
import { limits } from "../limits.ts";

/** What the author typed: `source` as an object (most) or as bare text (Pleroma), or Misskey's own `_misskey_content`. */
export function readSource(json: JsonObject): { content: string; mediaType: string } | null {
  const source = many(json.source)[0];
  const content = isObject(source) ? text(source.content) : text(source);
  if (content !== null && content !== "" && content.length <= limits.source) {
    return { content, mediaType: (isObject(source) ? text(source.mediaType) : null) ?? "text/plain" };
  }
  const misskey = text(json._misskey_content);
  if (misskey === null || misskey === "" || misskey.length > limits.source) return null;
  return { content: misskey, mediaType: "text/x.misskeymarkdown" };
}
