import type { Iri } from "../../ids/iri.ts";
import { PUBLIC } from "../../ids/visibility.ts";
import type { JsonObject } from "../../model/activity.ts";
import { writeActivity } from "./activity.ts";

/** `Follow` of an account, or of the public collection, which is how one subscribes to a Mastodon-style relay. */
export function writeFollow(parts: { iri: Iri; actor: Iri; object: Iri }): JsonObject {
  const { iri, actor, object } = parts;
  return writeActivity("Follow", { iri, actor, to: object === PUBLIC ? [] : [object] }, { object });
}
