import type { Iri } from "../../ids/iri.ts";
import { isPublic } from "../../ids/visibility.ts";
import type { JsonObject } from "../../model/activity.ts";
import type { Quote, QuotePolicy } from "../../model/post.ts";
import { isObject } from "../document.ts";
import { iri, iris, many, text } from "../json.ts";
import { mediaTypeOf } from "./links.ts";

const misskeyRelation = "https://misskey-hub.net/ns#_misskey_quote";

/**
 * The quoted post: `quote` (FEP-044f), then the names that came before it (`quoteUrl`, `quoteUri`, `_misskey_quote`), then
 * a tag that links to an ActivityPub object (FEP-e232).
 *
 * @param links the tags of type `Link`
 */
export function readQuote(json: JsonObject, links: JsonObject[]): Quote | null {
  const quoted =
    iri(json.quote) ??
    iri(json.quoteUrl) ??
    iri(json.quoteUri) ??
    iri(json.quoteURL) ??
    iri(json._misskey_quote) ??
    linked(links);
  return quoted === null ? null : { iri: quoted, authorization: iri(json.quoteAuthorization) };
}

function linked(links: JsonObject[]): Iri | null {
  const found = links.find((link) => {
    const isQuote = many(link.rel).some((rel) => text(rel) === misskeyRelation);
    const mediaType = mediaTypeOf(link);
    const isObjectLink =
      mediaType === "application/activity+json" ||
      (mediaType === "application/ld+json" && (text(link.mediaType) ?? "").includes("activitystreams"));
    return isQuote || isObjectLink;
  });
  return found === undefined ? null : iri(found.href);
}

/**
 * Who may quote without asking (FEP-044f `interactionPolicy.canQuote.automaticApproval`); `null` when the post says
 * nothing of quotes.
 */
export function readQuotePolicy(json: JsonObject, followersOfAuthor: Iri | null): QuotePolicy | null {
  const policy = rule(json, "canQuote");
  if (policy === null) return null;
  const approved = iris(policy.automaticApproval ?? policy.always);
  if (approved.some(isPublic)) return "public";
  const isFollowers = (id: Iri) =>
    followersOfAuthor === null ? id.endsWith("/followers") : id === followersOfAuthor;
  return approved.some(isFollowers) ? "followers" : "nobody";
}

/**
 * Whether replies are welcome: `commentsEnabled` (PeerTube, Lemmy, Pixelfed), `capabilities.reply` (Pixelfed),
 * `repliesModerationOption` (Mobilizon), `interactionPolicy.canReply` (GoToSocial). `null` when not said.
 */
export function readRepliesAllowed(json: JsonObject): boolean | null {
  if (json.commentsEnabled === false || text(json.repliesModerationOption) === "closed") return false;
  const capabilities = many(json.capabilities).find(isObject);
  if (capabilities !== undefined && "reply" in capabilities) return many(capabilities.reply).length > 0;
  if (json.commentsEnabled === true || text(json.repliesModerationOption) === "allow_all") return true;
  const policy = rule(json, "canReply");
  if (policy === null) return null;
  const welcome = many(policy.automaticApproval ?? policy.always).length > 0;
  const onRequest = many(policy.manualApproval ?? policy.approvalRequired).length > 0;
  return welcome ? true : onRequest ? null : false;
}

function rule(json: JsonObject, name: string): JsonObject | null {
  const policy = many(json.interactionPolicy).find(isObject)?.[name];
  return many(policy).find(isObject) ?? null;
}
