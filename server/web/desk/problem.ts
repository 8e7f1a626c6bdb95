import type { OpenPanelError } from "#moderation/trustees/panels/open.ts";
import type { MessageKey } from "../messages/catalogues.ts";
import type { Words } from "../messages/words.ts";

const known: Readonly<
  Record<string, Exclude<MessageKey & `problem.${string}`, "problem.other"> | "act.kindMissing">
> = {
  "desk/forbidden": "problem.forbidden",
  "desk/kind-missing": "act.kindMissing",
  "case/changed-meanwhile": "problem.changed",
  "case/own": "problem.own",
  "action/own": "problem.own",
  "action/not-allowed": "problem.role",
  "case/not-found": "problem.notFound",
  "case/not-theirs": "problem.notTheirs",
  "case/other-not-found": "problem.noSuchCase",
  "case/same": "problem.noSuchCase",
  "case/for-moderators": "problem.role",
  "domain/own": "problem.unfit",
  "action/not-found": "problem.notFound",
  "action/subject-not-found": "problem.notFound",
  "action/not-for-subject": "problem.unfit",
  "action/not-for-remote": "problem.unfit",
  "action/text-too-long": "problem.tooLong",
  "case/note-too-long": "problem.tooLong",
  "case/note-empty": "problem.missing",
  "action/bad-label": "problem.label",
  "action/no-note": "problem.missing",
  "action/no-filters": "problem.missing",
  "action/bad-filters": "problem.unfit",
  "action/already-undone": "problem.undone",
  "action/final": "problem.final",
  "bulk/nothing-found": "problem.nothingFound",
  "bulk/not-now": "problem.notNow",
  "case/closed": "problem.closed",
  "case/not-closed": "problem.open",
  "case/before-panel": "problem.beforePanel",
  "panel/sitting": "problem.panelSitting",
  "panel/closed": "problem.panelClosed",
  "panel/no-reason": "problem.missing",
  "panel/too-long": "problem.tooLong",
  "case/open-elsewhere": "problem.elsewhere",
};

const conflicts: ReadonlySet<string> = new Set([
  "case/changed-meanwhile",
  "case/open-elsewhere",
  "case/before-panel",
  "panel/sitting",
  "panel/closed",
  "panel/too-few",
]);

/** What a use case refused, in words; one for which there are none says its type. */
export function problemOf(problem: { readonly type: string }, { t }: Words): string {
  const { type } = problem;
  if (isTooFew(problem)) return t("panels.tooFew", { size: problem.size, eligible: problem.eligible });
  const key = known[type];
  return key === undefined ? t("problem.other", { reason: type }) : t(key);
}

type TooFew = Extract<OpenPanelError, { type: "panel/too-few" }>;
const isTooFew = (problem: { readonly type: string }): problem is TooFew => problem.type === "panel/too-few";

/** Whether somebody else was quicker. */
export function statusOf({ type }: { readonly type: string }): 403 | 404 | 409 | 422 {
  if (conflicts.has(type)) return 409;
  if (type.endsWith("/not-found")) return 404;
  return type.endsWith("/own") || type.endsWith("/not-allowed") || type.endsWith("/forbidden") ? 403 : 422;
}
