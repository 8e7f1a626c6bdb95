import type { Iri } from "../../ids/iri.ts";
import type { JsonObject } from "../../model/activity.ts";
import { type Inlined, writeActivity } from "./activity.ts";

interface AnswerParts {
  iri: Iri;
  actor: Iri;
  /** The activity that is answered, inlined so that the asker finds it by more than its id. */
  activity: Inlined;
  /** Who asked. */
  to: Iri;
}

/**
 * `Accept` of a `Follow`, or of a `QuoteRequest`, whose stamp is the `result` (FEP-044f).
 *
 * @example writeAccept({ iri, actor, activity: quoteRequest, to: asker, result: authorizationIri })
 */
export function writeAccept(parts: AnswerParts & { result?: Inlined }): JsonObject {
  return writeAnswer("Accept", parts);
}

/** `Reject` of a `Follow` (also of one accepted before: removes the follower) or of a `QuoteRequest`. */
export function writeReject(parts: AnswerParts & { result?: Inlined }): JsonObject {
  return writeAnswer("Reject", parts);
}

function writeAnswer(type: string, parts: AnswerParts & { result?: Inlined }): JsonObject {
  const { activity, to, result, ...envelope } = parts;
  const members = result === undefined ? {} : { result };
  const context = typeof activity === "string" ? undefined : activity["@context"];
  return writeActivity(type, { ...envelope, to: [to] }, { object: activity, ...members }, context);
}
