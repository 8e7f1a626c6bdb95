import { Refusal } from "../api/refusal.ts";
import type { PeerNoteError } from "./peers/decide.ts";
import type { GiveRatingError } from "./rate.ts";
import type { AddNoteError } from "./write.ts";

export type ContextNoteFailure = AddNoteError | GiveRatingError | PeerNoteError;

type Table = {
  [T in ContextNoteFailure["type"]]: (error: Extract<ContextNoteFailure, { type: T }>) => Refusal;
};

const notFound = () => Refusal.notFound();

/** What each answers. The compiler misses none. */
export const contextNoteRefusals: Table = {
  "context-note/not-found": notFound,
  "context-note/post-not-found": notFound,
  "context-note/not-allowed": ({ because }) =>
    Refusal.forbidden(
      because === "new"
        ? "Your account is too new to write notes and to rate them"
        : "You cannot write notes or rate them",
    ),
  "context-note/own": () => Refusal.forbidden("Nobody rates their own note"),
  "context-note/not-public": () => new Refusal(422, "Validation failed: Notes are for public posts"),
  "context-note/empty": () => Refusal.blank("text"),
  "context-note/too-long": ({ field, most }) =>
    Refusal.invalid(field, `is too long (maximum is ${most} characters)`, "ERR_TOO_LONG"),
  "context-note/no-source": () => Refusal.blank("sources"),
  "context-note/bad-source": ({ source }) =>
    Refusal.invalid("sources", `has ${source.slice(0, 100)}, which is no web address`),
  "context-note/too-many-sources": ({ most }) =>
    Refusal.invalid("sources", `are more than ${most}`, "ERR_TOO_MANY"),
  "context-note/bad-language": () => Refusal.invalid("language", "is not a language code"),
  "context-note/written-already": () => new Refusal(409, "You have written a note on this post already"),
  "context-note/too-many": ({ most }) => new Refusal(429, `Nobody writes more than ${most} notes a day`),
  "context-note/bad-reason": ({ reason }) =>
    Refusal.invalid("reasons", `has ${reason}, which does not go with that rating`),
  "peer-note/not-found": notFound,
  "peer-note/no-post": () => new Refusal(422, "Its post is not here, or not for everybody"),
  "peer-note/withdrawn": () => new Refusal(409, "Its node has withdrawn it"),
  "peer-note/bad-peer": () => Refusal.invalid("domain", "is not a valid domain name"),
  "context-note/too-many-ratings": ({ most }) =>
    new Refusal(429, `Nobody rates more than ${most} notes a day`),
};
