import { type Iri, sameOrigin } from "../../ids/iri.ts";
import { visibilityOf } from "../../ids/visibility.ts";
import type { Activity, JsonObject, ObjectRef } from "../../model/activity.ts";
import { ok, type Result } from "../../result.ts";
import { iri } from "../json.ts";
import { readAccount } from "../read/account.ts";
import { readActivity } from "../read/activity.ts";
import { readVote } from "../read/poll.ts";
import { readPost } from "../read/post.ts";
import { readTags } from "../read/tags.ts";
import type { Refusal } from "../refusal.ts";
import { accountKinds, effectiveActivities } from "../types.ts";
import { seeAccount } from "./account.ts";
import { seePost } from "./post.ts";
import { type Extras, type Seen, seen } from "./seen.ts";

/** Sees an activity: the post or actor that it brings, or else itself with what it is about. */
export function seeActivity(json: JsonObject, extras: Extras = {}): Result<Seen & Extras, Refusal> {
  const read = readActivity(json);
  if (!read.ok) return read;
  const activity = read.value;
  const object = activity.objects[0];
  const type = activity.type;
  if ((type === "Create" || type === "Update") && object?.json)
    return seeBrought(activity, object.json, extras);
  if (type === "Announce" && object?.json && (object.type === "Create" || object.type === "Update")) {
    return seeActivity(object.json, { announcedBy: activity.actor, community: activity.actor });
  }
  return ok(seeBare(activity, object, extras));
}

/** `Create` or `Update` of a whole object. One of another origin than the actor's is a claim, to be fetched again. */
function seeBrought(activity: Activity, json: JsonObject, extras: Extras): Result<Seen & Extras, Refusal> {
  const about = (id: Iri) => ({
    activity: activity.type.toLowerCase(),
    needsFetch: sameOrigin(id, activity.actor) ? null : true,
    ...extras,
  });
  const type = activity.objects[0]?.type ?? "";
  if (accountKinds.has(type)) {
    const account = readAccount(json);
    return account.ok ? ok(seeAccount(account.value, type.toLowerCase(), about(account.value.iri))) : account;
  }
  const post = readPost(json, { envelope: activity });
  if (!post.ok) return post;
  const vote = readVote(json);
  const voted = vote === null ? null : { question: vote.question, option: vote.option };
  const community = post.value.community === null ? {} : { community: post.value.community };
  return ok(seePost(post.value, { ...about(post.value.iri), vote: voted, ...community }));
}

function seeBare(activity: Activity, object: ObjectRef | undefined, extras: Extras): Seen & Extras {
  const { type } = activity;
  // What has no id of its own is known by what it is about: the Follow inside an Accept, a Like inside an Undo.
  const objects = activity.objects.flatMap((ref) => ref.iri ?? iri(ref.json?.object) ?? []);
  const common = {
    kind: type.toLowerCase(),
    actor: activity.actor,
    text: activity.text,
    visibility: type === "Announce" ? visibilityOf(activity, null) : null,
    published: activity.publishedAt?.toISOString() ?? null,
    url: activity.iri,
  };
  const emoji = readTags(activity.json.tag).emojis.map(({ shortcode, url }) => ({ shortcode, url }));
  return seen(common, {
    id: activity.iri,
    object: objects,
    of: object?.type?.toLowerCase(),
    announced: type === "Announce" ? seeAnnounced(object) : null,
    target: activity.target?.iri,
    result: activity.result?.iri,
    community: activity.audience,
    emoji: emoji.length === 0 ? null : emoji,
    ignored: effectiveActivities.has(type) ? null : true,
    ...extras,
  });
}

/** The activity that a group passes on (FEP-1b12): a like, an undo, a lock. */
function seeAnnounced(object: ObjectRef | undefined): { kind: string; actor: Iri; object: Iri[] } | null {
  const read = object?.json?.actor === undefined ? null : readActivity(object.json);
  if (!read?.ok) return null;
  const { type, actor, objects } = read.value;
  return { kind: type.toLowerCase(), actor, object: objects.flatMap((ref) => ref.iri ?? []) };
}
