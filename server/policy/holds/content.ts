import { createHash } from "node:crypto";
import type { Post } from "#protocol/model/post.ts";
import type { AccountChanges } from "../../accounts/update.ts";
import type { Arrangement } from "../../media/rearrange.ts";
import type { ScheduledDraft } from "../../posts/scheduled/draft.ts";
import type { Asked } from "../filters/apply.ts";

/** A profile as people read it. */
export interface HeldProfile {
  displayName: string;
  bioHtml: string;
  fields: { name: string; html: string }[];
  avatarUrl: string | null;
  headerUrl: string | null;
}

type MediumWords = Arrangement["changes"] extends ReadonlyMap<string, infer Change> ? Change : never;

/** What rules said of a profile beside that it waits. */
export interface HeldMarks {
  filters: readonly string[];
  labels: readonly string[];
}

/** What was to be done to a post beside that it waits: as `Asked` of filters/apply.ts. */
export interface HeldAsked {
  rules: readonly string[];
  author: readonly string[];
  labels: readonly string[];
}

/** What is kept of what waits, as JSON holds it. */
export type HeldContent =
  | { kind: "post" | "edit"; post: HeldPost; isDelivered: boolean; asked: HeldAsked }
  | { kind: "profile"; profile: HeldProfile; marks: HeldMarks }
  | { kind: "own-post"; scheduledId: string; text: string }
  | {
      kind: "own-edit";
      postId: string;
      text: string;
      draft: ScheduledDraft;
      media: { ids: readonly string[]; changes: readonly (readonly [string, MediumWords])[] };
    }
  | { kind: "own-profile"; changes: AccountChanges; marks: HeldMarks }
  | { kind: "boost"; groupId: string; postId: string }
  | { kind: "registration"; username: string; reason: string };

/** A post whose times are ISO 8601. */
export type HeldPost = Omit<Post, "publishedAt" | "updatedAt" | "poll" | "event"> & {
  publishedAt: string | null;
  updatedAt: string | null;
  poll:
    | (Omit<NonNullable<Post["poll"]>, "closesAt" | "closedAt"> & {
        closesAt: string | null;
        closedAt: string | null;
      })
    | null;
  event: { startsAt: string; endsAt: string | null } | null;
};

export function toHeldAsked({ rules, author, labels }: Asked): HeldAsked {
  return { rules: [...rules], author: [...author], labels };
}

export function toHeld(post: Post): HeldPost {
  const { poll, event } = post;
  return {
    ...post,
    publishedAt: iso(post.publishedAt),
    updatedAt: iso(post.updatedAt),
    poll: poll && { ...poll, closesAt: iso(poll.closesAt), closedAt: iso(poll.closedAt) },
    event: event && { startsAt: event.startsAt.toISOString(), endsAt: iso(event.endsAt) },
  };
}

/** @example fromHeld(JSON.parse(JSON.stringify(toHeld(post)))) // the same post */
export function fromHeld(held: HeldPost): Post {
  const { poll, event } = held;
  return {
    ...held,
    publishedAt: date(held.publishedAt),
    updatedAt: date(held.updatedAt),
    poll: poll && { ...poll, closesAt: date(poll.closesAt), closedAt: date(poll.closedAt) },
    event: event && { startsAt: new Date(event.startsAt), endsAt: date(event.endsAt) },
  };
}

/** What people would read of it: the same for each copy of a post, however often it comes and whoever sends it. */
export function fingerprintOf(content: HeldContent): string {
  return createHash("sha256")
    .update(JSON.stringify(saidBy(content)))
    .digest("base64url");
}

function saidBy(content: HeldContent): unknown {
  if (content.kind === "registration") return content.kind;
  if (content.kind === "profile") return { kind: content.kind, profile: content.profile };
  if (content.kind === "own-profile") return { kind: content.kind, changes: content.changes };
  if (content.kind !== "post" && content.kind !== "edit") return content;
  // Votes and replies are counted on; times and addresses may be written anew.
  const { publishedAt: _, updatedAt: __, poll, ...said } = content.post;
  return {
    ...said,
    poll: poll && { options: poll.options.map(({ title }) => title), closesAt: poll.closesAt },
  };
}

/** A time that is none, which some peers send, is as good as none said. */
function iso(time: Date | null): string | null {
  return time === null || Number.isNaN(time.getTime()) ? null : time.toISOString();
}

function date(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
