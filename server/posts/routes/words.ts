import type { Visibility } from "#protocol/ids/visibility.ts";
import type { QuotePolicy } from "#protocol/model/post.ts";
import type { Params } from "../../api/params.ts";
import { Refusal } from "../../api/refusal.ts";
import type { PollDraft } from "../draft.ts";

const visibilities = {
  public: "public",
  unlisted: "unlisted",
  private: "followers",
  direct: "direct",
} as const satisfies Record<string, Visibility>;

const words = ["public", "unlisted", "private", "direct"] as const;

/** Who a post is for, in the API's words; null when it does not say. @throws Refusal with 422 for another word */
export function visibilityOf(params: Params): Visibility | null {
  const word = params.oneOf("visibility", words);
  return word && visibilities[word];
}

/** @throws Refusal with 422 for another word */
export function quotePolicyOf(params: Params): QuotePolicy | null {
  return params.oneOf("quote_approval_policy", ["public", "followers", "nobody"]);
}

/** A language as BCP 47 writes it. What is none is as good as absent, as for Mastodon. */
export function languageOf(params: Params): string | null {
  const tag = params.text("language")?.trim();
  if (!tag) return null;
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}

/** Seconds: Mastodon's shortest and longest poll. */
export const SHORTEST = 300;
export const LONGEST = 2_629_746;

export interface PollParams extends Omit<PollDraft, "closesAt"> {
  multiple: boolean;
  hidesTotals: boolean;
  seconds: number;
}

/** The poll of a draft; null without one. @throws Refusal with 422 for one that is too short or too long */
export function pollOf(params: Params): PollParams | null {
  const poll = params.nested("poll");
  if (poll === null) return null;
  const options = poll.list("options");
  if (options.length === 0 && !poll.has("expires_in")) return null;
  const seconds = poll.whole("expires_in", { least: -1, most: 1e12 });
  if (seconds === null) throw Refusal.blank("expires_at");
  if (seconds < SHORTEST) throw Refusal.invalid("expires_at", "is too soon");
  if (seconds > LONGEST) throw Refusal.invalid("expires_at", "is too far into the future");
  return {
    options,
    multiple: poll.flag("multiple") ?? false,
    hidesTotals: poll.flag("hide_totals") ?? false,
    seconds,
  };
}

/** @throws Refusal with 422 for what is no date */
export function dateOf(params: Params, name: string): Date | null {
  const text = params.text(name);
  if (text === null || text.trim() === "") return null;
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new Refusal(422, "Invalid date supplied");
  return date;
}
