import type { Iri } from "../../ids/iri.ts";
import { sameOrigin } from "../../ids/iri.ts";
import type { Activity, JsonObject, ObjectRef } from "../../model/activity.ts";
import { err, ok, type Result } from "../../result.ts";
import { parseDate } from "../dates.ts";
import { isObject, openDocument } from "../document.ts";
import { iri, iris, many, reference, text, typesOf } from "../json.ts";
import { limits } from "../limits.ts";
import type { Refusal } from "../refusal.ts";
import { effectiveActivities } from "../types.ts";
import { readCommunity } from "./author.ts";
import { readProse } from "./names.ts";

/**
 * Reads an activity's envelope. The type is not judged: unknown ones are for the registry to ignore. What is inlined as
 * its object stays a claim until its own origin vouches for it.
 *
 * @example readActivity({ type: "Follow", actor: "https://a.example/u", object: "https://b.example/v" })
 */
export function readActivity(document: unknown): Result<Activity, Refusal> {
  const opened = openDocument(document);
  if (!opened.ok) return opened;
  const json = opened.value;
  const type = typesOf(json)[0];
  if (type === undefined) return err({ type: "document/no-type" });
  const actor = iri(json.actor);
  if (actor === null) return err({ type: "activity/no-actor" });
  const objects = readObjects(json, type);
  if (!objects.ok) return objects;
  return ok({
    iri: readActivityId(json, actor),
    type,
    actor,
    objects: objects.value,
    target: reference(json.target),
    result: reference(json.result),
    to: iris(json.to, limits.recipients),
    cc: iris(json.cc, limits.recipients),
    audience: readCommunity(json.audience),
    text:
      readProse(text(json.content) ?? json._misskey_reaction, limits.summary) ??
      readProse(json.summary, limits.summary),
    publishedAt: parseDate(json.published),
    json,
  });
}

/** An id of another origin is not the actor's to give (FEP-fe34), so it identifies nothing. */
function readActivityId(json: JsonObject, actor: Iri): Iri | null {
  const id = iri(json.id);
  return id !== null && sameOrigin(id, actor) ? id : null;
}

function readObjects(json: JsonObject, type: string): Result<ObjectRef[], Refusal> {
  const values = many(json.object);
  if (values.length > limits.objects) return err({ type: "activity/too-many-objects", count: values.length });
  const objects = values.flatMap(readObject);
  // What has no effect may come without: snac's `Ping` does.
  if (objects.length > 0 || !effectiveActivities.has(type)) return ok(objects);
  return err({ type: "activity/no-object", found: text(json.object)?.slice(0, 200) ?? null });
}

/** Funkwhale deletes several uploads as one object with an array of ids. */
function readObject(value: unknown): ObjectRef[] {
  if (isObject(value) && Array.isArray(value.id)) {
    const type = typesOf(value)[0] ?? null;
    return iris(value.id, limits.objects).map((id) => ({ iri: id, type, json: null }));
  }
  const found = reference(value);
  return found === null ? [] : [found];
}
