import type { Iri } from "../../ids/iri.ts";
import type { JsonObject } from "../../model/activity.ts";
import { writeActivity } from "./activity.ts";

interface FlagParts {
  iri: Iri;
  actor: Iri;
  /** What is wrong, in plain text. PeerTube refuses less than two characters, Lemmy none at all. */
  reason: string;
  /** Reasons by their names, as PeerTube (`spamOrMisleading`) or Funkwhale (`#illegal_content`) know them. */
  tags?: readonly string[];
}

/**
 * `Flag`: a report passed on to the server of the reported account. Sent as the node's own actor, so that the server
 * learns what is reported but not who reported it. Always a list, also of one: Pleroma goes through it without a look.
 *
 * @param parts.objects the account first, then its posts, as Mastodon, GoToSocial, Misskey and Pleroma look for them
 * @param parts.to who it is for: the account, whose inbox it comes to
 */
export function writeFlag(parts: FlagParts & { objects: readonly [Iri, ...Iri[]]; to?: Iri }): JsonObject {
  const { objects, reason, to = objects[0], tags = [], ...envelope } = parts;
  const tag = writeReasons(tags);
  return writeActivity("Flag", { ...envelope, to: [to] }, { object: [...objects], content: reason, tag });
}

/**
 * A `Flag` of one thing, named by its id alone: of a film or a sound for the server of its author (PeerTube makes one abuse
 * of each object, so the account is not among them; Funkwhale reads no list), or of a post in a community for those who look
 * after that. Lemmy takes it addressed to exactly one Group, with its reason as the `summary`; mbin and PieFed read either.
 */
export function writeFlagOfOne(
  parts: FlagParts & { object: Iri; to: Iri; isOfCommunity?: boolean },
): JsonObject {
  const { object, reason, to, tags = [], isOfCommunity = false, ...envelope } = parts;
  const ofCommunity = isOfCommunity ? { summary: reason, audience: to } : {};
  const tag = writeReasons(tags);
  return writeActivity("Flag", { ...envelope, to: [to] }, { object, content: reason, ...ofCommunity, tag });
}

function writeReasons(names: readonly string[]): JsonObject[] | undefined {
  return names.length === 0 ? undefined : names.map((name) => ({ type: "Hashtag", name }));
}
