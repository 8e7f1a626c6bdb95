import type { Iri } from "../../ids/iri.ts";
import type { JsonObject } from "../../model/activity.ts";
import type { Poll, PollOption } from "../../model/post.ts";
import { parseDate } from "../dates.ts";
import { openDocument } from "../document.ts";
import { count, flag, iri, many, objects, text, typesOf } from "../json.ts";
import { limits } from "../limits.ts";
import { readLine } from "./names.ts";

/**
 * The poll of a `Question`: one choice (`oneOf`) or several (`anyOf`; the other may stand by, empty). Votes are counted
 * by each option's `replies`. `null` without options.
 */
export function readPoll(json: JsonObject): Poll | null {
  const several = objects(json.anyOf);
  const options = (several.length > 0 ? several : objects(json.oneOf)).slice(0, limits.pollOptions);
  if (options.length === 0) return null;
  const closesAt = parseDate(json.endTime);
  const closed = parseDate(json.closed);
  return {
    multiple: several.length > 0,
    options: options.map(readOption),
    voters: count(json.votersCount) ?? (Array.isArray(json.voters) ? json.voters.length : null),
    closesAt,
    // `closed: true` does not say when; the planned end, or the last change, is the nearest that is known.
    closedAt: closed ?? (flag(json.closed) === true ? (closesAt ?? parseDate(json.updated)) : null),
  };
}

function readOption(json: JsonObject): PollOption {
  const votes = objects(json.replies)[0]?.totalItems ?? json.votes;
  return {
    title: readLine(json.name, limits.title) ?? readLine(json.content, limits.title) ?? "",
    votes: count(votes) ?? 0,
  };
}

/** A vote in a poll: which option, by its title, of which question, by whom. */
export interface Vote {
  iri: Iri | null;
  question: Iri;
  option: string;
  voter: Iri;
}

/**
 * Reads a vote: a `Note` with a name, a reply target and an author, but no content (Mastodon's way, which all follow).
 * `null` for any other document; an ordinary reply is one.
 */
export function readVote(json: unknown): Vote | null {
  const opened = openDocument(json);
  if (!opened.ok || !typesOf(opened.value).includes("Note")) return null;
  const vote = opened.value;
  const question = iri(vote.inReplyTo);
  const voter = iri(vote.attributedTo) ?? iri(vote.actor);
  const option = text(vote.name);
  if (question === null || voter === null || option === null || option === "") return null;
  const hasContent = (text(vote.content) ?? "") !== "" || many(vote.attachment).length > 0;
  return hasContent ? null : { iri: iri(vote.id), question, option, voter };
}
