import type { Uris } from "#protocol/ids/uris.ts";
import type { JsonObject } from "#protocol/signing/proofs.ts";
import type { SiteRule } from "../../site/rules.ts";
import type { PanelFile } from "../../trustees/read.ts";
import type { Words } from "../messages/words.ts";
import type { Problem } from "./problem.ts";
import type { Sent } from "./sent.ts";

export type FormName = "ballot" | "message" | "draft" | "signature" | "recusal";

/** A form of the page that was refused, with what was in it. */
export interface Refused {
  readonly form: FormName;
  readonly problem: Problem;
  readonly sent: Sent;
}

/** A panel, with what its page needs beside it. */
export interface PanelView {
  readonly file: PanelFile;
  /** Those of the node, with the addresses that votes name them by. */
  readonly rules: readonly (SiteRule & { readonly address: string })[];
  /** Whether the node keeps the key that they sit with. */
  readonly isKept: boolean;
  /** The address of their account. */
  readonly account: string;
  readonly uris: Pick<Uris, "panel" | "ballot">;
  readonly now: Date;
  readonly refused: Refused | null;
}

/** What was refused of one form; null for the others. */
export function refusedOf({ refused }: PanelView, form: FormName): Refused | null {
  return refused?.form === form ? refused : null;
}

/** Who somebody is among the members. @example nameOf(view, vote.trustee, words) // "Member 2" */
export function nameOf({ file: { members, seat } }: PanelView, trustee: string, { t }: Words): string {
  if (trustee === seat.trustee) return t("portal.you");
  return t("portal.member", { number: members.findIndex((each) => each.trustee === trustee) + 1 });
}

export function ruleText({ text, translations }: SiteRule, { lang }: Words): string {
  return translations[lang]?.text ?? text;
}

/** What is signed, without the signatures. */
export function unsigned({ proof: _, ...document }: JsonObject): JsonObject {
  return document;
}
