import type { Iri } from "../../ids/iri.ts";
import type { JsonObject } from "../../model/activity.ts";
import { writeActivity } from "./activity.ts";
import { activityStreams } from "./context.ts";

/**
 * A vote for one option of a poll: `Create` of a `Note` that has the option's title as its name and no content, to the
 * poll's author alone. Who chooses several options sends several.
 *
 * @param parts.vote id of the note
 */
export function writeVote(parts: {
  iri: Iri;
  vote: Iri;
  actor: Iri;
  question: Iri;
  author: Iri;
  option: string;
}): JsonObject {
  const { vote, question, author, option, ...envelope } = parts;
  const to = [author];
  const note = {
    id: vote,
    type: "Note",
    name: option,
    attributedTo: envelope.actor,
    to,
    inReplyTo: question,
  };
  return writeActivity("Create", { ...envelope, to }, { object: note }, activityStreams);
}
