import { type ActionKind, type ActionParams, actionKinds } from "#moderation/actions/kind.ts";
import { type Filter, filtersFor } from "#moderation/filter.ts";
import type { Subject } from "#moderation/subject.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { lockTarget, type Target } from "../admin/accounts/target.ts";
import { type Moderator, mayActOn } from "../admin/may-act.ts";
import { may } from "../admin/permissions.ts";
import type { Ctx, Tx } from "../context.ts";
import { isOwnDomain } from "../hosts/own.ts";
import { canComeBack } from "../posts/moderate.ts";
import type { Reasons } from "./reasons.ts";
import { postSubject } from "./subjects.ts";

export type CheckError =
  | { type: "action/subject-not-found" }
  | { type: "action/own" }
  | { type: "domain/own"; domain: string }
  | { type: "action/not-allowed" }
  | { type: "action/not-for-remote"; kind: ActionKind }
  | { type: "action/not-for-subject"; kind: ActionKind; subject: Subject["kind"] }
  | { type: "action/text-too-long"; field: "text" | "facts" | "note" | "reason"; most: number }
  | { type: "action/ends-in-the-past" }
  | { type: "action/bad-label" }
  | { type: "action/no-note" }
  | { type: "action/no-filters" }
  /** Those that are in force for such a subject. */
  | { type: "action/bad-filters"; known: readonly Filter[] };

export const limits = { text: 5_000, facts: 5_000, note: 1_000, reason: 2_000 };

interface Wanted {
  kind: ActionKind;
  subject: Subject;
  params: ActionParams;
  endsAt: Date | null;
  reasons: Reasons;
}

/** What can be said of an action without asking the database. */
export function checkWanted(ctx: Pick<Ctx, "clock">, wanted: Wanted): Result<void, CheckError> {
  const { kind, subject, params, endsAt, reasons } = wanted;
  const kinds: readonly Subject["kind"][] = actionKinds[kind];
  if (!kinds.includes(subject.kind))
    return err({ type: "action/not-for-subject", kind, subject: subject.kind });
  if (endsAt !== null && endsAt <= ctx.clock.now()) return err({ type: "action/ends-in-the-past" });
  const texts = checkTexts(reasons);
  if (!texts.ok) return texts;
  if (kind === "label" && !/^[\p{Ll}\p{Lo}\p{N}][\p{Ll}\p{Lo}\p{N} -]{0,63}$/u.test(params.label ?? ""))
    return err({ type: "action/bad-label" });
  if (kind === "note") {
    if (!params.note?.trim()) return err({ type: "action/no-note" });
    if (params.note.length > limits.note)
      return err({ type: "action/text-too-long", field: "note", most: limits.note });
  }
  if (kind === "filter") {
    const filters = params.filters ?? [];
    const { kind: place } = subject;
    const known = place === "post" || place === "account" || place === "domain" ? filtersFor(place) : [];
    if (filters.length === 0) return err({ type: "action/no-filters" });
    if (!filters.every((name) => (known as readonly string[]).includes(name)))
      return err({ type: "action/bad-filters", known });
  }
  return ok();
}

/** Whether what is said is not too long. */
export function checkTexts(reasons: Reasons): Result<void, CheckError> {
  for (const field of ["text", "facts"] as const)
    if ((reasons[field] ?? "").length > limits[field])
      return err({ type: "action/text-too-long", field, most: limits[field] });
  return ok();
}

/**
 * Whether somebody may do this to this subject: nobody to what is their own, nor to people of their role or a higher one;
 * what acts by itself not to people who look after the node. The author stays locked until the transaction ends.
 *
 * @param by null for a rule, a list or the node itself
 * @returns the author; null where there is none
 */
export async function checkSubject(
  ctx: Pick<Ctx, "handleHost">,
  tx: Tx,
  by: Moderator | null,
  {
    kind,
    subject,
    params,
    isByPanel = false,
  }: Pick<Wanted, "kind" | "subject" | "params"> & { isByPanel?: boolean },
): Promise<Result<{ author: Target | null }, CheckError>> {
  if (subject.kind === "domain") {
    if (by !== null && !may(by.role, "domain.decide")) return err({ type: "action/not-allowed" });
    const domain = new URL(subject.iri).hostname;
    if (isOwnDomain(ctx, domain)) return err({ type: "domain/own", domain });
    return ok({ author: null });
  }
  if (subject.accountId === null) return ok({ author: null });
  const author = await lockTarget(tx, subject.accountId);
  if (author === null || author.state === "deleted") return err({ type: "action/subject-not-found" });
  if (subject.kind === "post" && subject.id !== null) {
    const known = await postSubject(tx, subject.id);
    if (known?.accountId !== author.id || !(await canComeBack(tx, subject.id)))
      return err({ type: "action/subject-not-found" });
  }
  if (by?.accountId === author.id) return err({ type: "action/own" });
  const isStaff = author.role !== null && author.role !== "member";
  const isAllowed = by === null ? !isStaff || (isByPanel && keepsSeat(kind)) : mayActOn(by, author);
  if (!isAllowed) return err({ type: "action/not-allowed" });
  if (!author.isLocal && (kind === "freeze" || kind === "warn"))
    return err({ type: "action/not-for-remote", kind });
  if (author.isLocal && kind === "filter" && subject.kind === "account") {
    const known = filtersFor("own");
    if (!(params.filters ?? []).every((name) => (known as readonly string[]).includes(name)))
      return err({ type: "action/bad-filters", known });
  }
  return ok({ author });
}

/** Whether somebody who looks after the node still can: a panel may judge what they post, and nobody takes a node from its people by a vote. */
function keepsSeat(kind: ActionKind): boolean {
  return kind !== "freeze" && kind !== "suspend";
}
