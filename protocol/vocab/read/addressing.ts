import type { Iri } from "../../ids/iri.ts";
import { isPublic, PUBLIC, type Visibility, visibilityOf } from "../../ids/visibility.ts";
import type { JsonObject } from "../../model/activity.ts";
import { flag, iris, many, text } from "../json.ts";
import { limits } from "../limits.ts";

export interface Audience {
  to: Iri[];
  cc: Iri[];
  visibility: Visibility;
}

/** Members that say to whom a document is addressed. */
const members = ["to", "cc", "bto", "bcc", "audience"] as const;

/** How many recipients a document names, counted without reading them. */
export function countRecipients(json: JsonObject): number {
  return members.reduce((sum, name) => sum + many(json[name]).length, 0);
}

/**
 * Who a post is for.
 *
 * - The post's own `to` and `cc` count; when it has neither, those of the activity that brought it (`envelope`).
 * - `audience` may hold the public too, as Owncast sends it.
 * - A document that addresses nobody at all, on neither level, was published to whoever can fetch it (Discourse,
 *   Funkwhale, blog software): public. Messages (`ChatMessage`, `directMessage`) and documents with hidden recipients are not.
 * - Anything else is as wide as it says and no wider: `to` with accounts alone is direct.
 */
export function readAudience(
  json: JsonObject,
  options: { followersOfAuthor: Iri | null; envelope: { to: Iri[]; cc: Iri[] } | null; isMessage: boolean },
): Audience {
  const own = { to: iris(json.to, limits.recipients), cc: iris(json.cc, limits.recipients) };
  const said = json.to !== undefined || json.cc !== undefined;
  const { to, cc } = said ? own : (options.envelope ?? own);
  const publicAudience = many(json.audience).some((value) => isPublic(text(value) ?? ""));
  if (publicAudience && ![...to, ...cc].some(isPublic)) to.push(PUBLIC);
  if (options.isMessage || flag(json.directMessage) === true) return { to, cc, visibility: "direct" };
  const addressesNobody = to.length === 0 && cc.length === 0 && !said;
  if (addressesNobody && json.bto === undefined && json.bcc === undefined)
    return { to, cc, visibility: "public" };
  return { to, cc, visibility: visibilityOf({ to, cc }, options.followersOfAuthor) };
}
