import type { Iri } from "../../ids/iri.ts";
import type { JsonObject } from "../../model/activity.ts";
import { writeActivity } from "./activity.ts";

/**
 * A note about a report, from moderators to moderators: `Create` of a Note that answers the `Flag`, for the other node's actor
 * alone. It is no post.
 */
export function writeReportNote(parts: {
  iri: Iri;
  actor: Iri;
  to: Iri;
  note: Iri;
  flag: Iri;
  html: string;
  publishedAt: Date;
}): JsonObject {
  const { iri, actor, to, note, flag, html, publishedAt } = parts;
  return writeActivity(
    "Create",
    { iri, actor, to: [to], publishedAt },
    {
      object: {
        type: "Note",
        id: note,
        attributedTo: actor,
        inReplyTo: flag,
        to: [to],
        published: publishedAt.toISOString(),
        content: html,
      },
    },
  );
}
