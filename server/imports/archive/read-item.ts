import type { JsonObject } from "#protocol/model/activity.ts";
import type { Post } from "#protocol/model/post.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { isObject } from "#protocol/vocab/document.ts";
import { iri, iris } from "#protocol/vocab/json.ts";
import { readPost } from "#protocol/vocab/read/post.ts";

/** Why an activity of an outbox does not become a post: on purpose, or because it cannot be read. */
export type NotBrought = "boost" | "direct" | "malformed";

/** A post of an archive's outbox, as peers' posts are read: its HTML is sanitised. */
export function readItem(text: string | null): Result<Post & { publishedAt: Date }, NotBrought> {
  const activity = parse(text);
  if (activity === null) return err("malformed");
  if (activity.type === "Announce") return err("boost");
  const { object } = activity;
  if (activity.type !== "Create" || !isObject(object)) return err("malformed");
  const actor = iri(activity.actor);
  const envelope = actor === null ? null : { actor, to: iris(activity.to), cc: iris(activity.cc) };
  const read = readPost(object, { envelope, followersOfAuthor: followersIn(object) });
  if (!read.ok) return err("malformed");
  const { publishedAt, visibility } = read.value;
  if (visibility === "direct") return err("direct");
  return publishedAt === null || publishedAt.getTime() < 0
    ? err("malformed")
    : ok({ ...read.value, publishedAt });
}

/** By what it is named on all servers whose archives these are. */
function followersIn(object: JsonObject) {
  const addressed = [...iris(object.to), ...iris(object.cc)];
  const author = iri(object.attributedTo);
  return addressed.find((to) => author !== null && to === `${author}/followers`) ?? null;
}

function parse(text: string | null): JsonObject | null {
  try {
    const json: unknown = text === null ? null : JSON.parse(text);
    return isObject(json) ? json : null;
  } catch {
    return null;
  }
}
