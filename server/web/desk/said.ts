import { type ActionKind, actionKinds } from "#moderation/actions/kind.ts";
import type { DeskContext } from "./frame.ts";

const known = {
  taken: "said.taken",
  released: "said.released",
  given: "said.given",
  linked: "said.linked",
  unlinked: "said.unlinked",
  noted: "said.noted",
  dismissed: "said.dismissed",
  reopened: "said.reopened",
  waiting: "said.waiting",
  resumed: "said.resumed",
  reclassified: "said.reclassified",
  lifted: "said.lifted",
  panelAsked: "said.panelAsked",
  panelDissolved: "said.panelDissolved",
  done: "desk.done",
} as const;

export type Said = keyof typeof known | `act.${ActionKind}` | `undo.${ActionKind}`;

/** What a form did, as the address of the page that follows says it; whatever else stands there says nothing. */
export function saidIn(c: DeskContext): { text: string; isBad: boolean } | null {
  const { t } = c.var.words;
  const said = c.req.query("said") ?? "";
  if (Object.hasOwn(known, said)) return { text: t(known[said as keyof typeof known]), isBad: false };
  const [deed = "", kind = ""] = said.split(".");
  if ((deed !== "act" && deed !== "undo") || !Object.hasOwn(actionKinds, kind)) return null;
  const title = t(`kind.${kind as ActionKind}`);
  return {
    text: deed === "act" ? t("act.done", { kind: title }) : t("act.undone", { kind: title }),
    isBad: false,
  };
}

/** @example c.redirect(withSaid("/desk/cases/12", "taken"), 303) */
export function withSaid(path: string, said: Said): string {
  return `${path}${path.includes("?") ? "&" : "?"}said=${said}`;
}
