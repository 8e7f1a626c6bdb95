import type { Verdict } from "#protocol/moot/vote.ts";
import type { SubjectKind } from "../../subject.ts";

const offered: Readonly<Record<SubjectKind, readonly Verdict[]>> = {
  post: ["none", "warn", "sensitive", "remove"],
  account: ["none", "warn", "sensitive", "limit", "freeze", "suspend"],
  medium: ["none"],
  domain: ["none", "limit", "defederate"],
  hashtag: ["none", "limit"],
};

/** What only an author of this node can be told or kept from. */
const forLocal: readonly Verdict[] = ["warn", "freeze"];

/**
 * What a panel may be for, from the mildest to the gravest: what fits the subject and needs no words of its own, as labels, notes and
 * filters do.
 *
 * @example offeredFor({ kind: "post", isLocal: false }) // ["none", "sensitive", "remove"]
 */
export function offeredFor({ kind, isLocal }: { kind: SubjectKind; isLocal: boolean }): Verdict[] {
  return offered[kind].filter((verdict) => isLocal || !forLocal.includes(verdict));
}
