import type { Iri } from "../../ids/iri.ts";
import type { Activity } from "../../model/activity.ts";
import { number, objects, text, typesOf } from "../json.ts";
import { limits } from "../limits.ts";
import { readProse } from "./names.ts";

/** A `Flag`, whichever software sent it. */
export interface Flag {
  /** Accounts and posts, mixed, each once, by their ids: what is inlined beside them is a claim that nobody needs. */
  subjects: Iri[];
  /** Plain text; empty where none was given. */
  comment: string;
  /** Addresses in the comment: Misskey names posts there. */
  links: string[];
  /** The reasons that it is tagged with, as PeerTube (`spamOrMisleading`) and Funkwhale (`illegal_content`) write them. */
  reasons: string[];
  /** Seconds of a film that it is about (PeerTube). */
  startAt: number | null;
  endAt: number | null;
}

const MOST_SUBJECTS = 200;
const MOST_REASONS = 10;
const MOST_LINKS = 20;
/** A day: no film is longer. */
const MOST_SECONDS = 86_400;

/**
 * Reads a report: one object or many (Mastodon, GoToSocial, Misskey), or a single post addressed to a community (Lemmy,
 * mbin), with its reason in `content` or `summary`.
 *
 * @example readFlag(activity).subjects // ["https://moot.example/users/0190", "https://moot.example/posts/0191"]
 */
export function readFlag({ objects: named, json }: Activity): Flag {
  const ids = named.flatMap(({ iri }) => iri ?? []);
  const comment = readComment(json.content, json.summary);
  return {
    subjects: [...new Set(ids)].slice(0, MOST_SUBJECTS),
    comment,
    links: readAddresses(comment),
    reasons: readReasons(json.tag),
    startAt: readSeconds(json.startAt),
    endAt: readSeconds(json.endAt),
  };
}

/** mbin sends both; where they say different things, both are kept. */
function readComment(content: unknown, summary: unknown): string {
  const long = readProse(content, limits.summary);
  const short = readProse(summary, limits.summary);
  if (long === null || short === null || long.includes(short)) return long ?? short ?? "";
  return readProse(`${short}\n\n${long}`, limits.summary) ?? "";
}

function readAddresses(comment: string): string[] {
  const found = comment.match(/https?:\/\/[^\s<>"']{1,2000}/g) ?? [];
  return found.slice(0, MOST_LINKS).map((address) => address.replace(/[).,;:!?\]]+$/, ""));
}

/** PeerTube's have a name alone, Funkwhale's are hashtags. */
function readReasons(tag: unknown): string[] {
  const names = objects(tag).flatMap((json) => {
    const [type = "Hashtag"] = typesOf(json);
    const name = type === "Hashtag" ? text(json.name) : null;
    return name === null ? [] : [name.trim().replace(/^#/, "")];
  });
  return [...new Set(names.filter((name) => /^[A-Za-z_]{1,40}$/.test(name)))].slice(0, MOST_REASONS);
}

function readSeconds(value: unknown): number | null {
  const seconds = number(value);
  return seconds !== null && seconds >= 0 && seconds <= MOST_SECONDS ? seconds : null;
}
