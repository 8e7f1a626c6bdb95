import { html } from "hono/html";
import type { Vote } from "#protocol/moot/vote.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";
import { type PanelView, ruleText } from "./panel-view.ts";

/** What somebody voted for, or what the votes came to: the verdict, for how long, and by which rules. */
export function voteText({ verdict, days, rules }: Vote, view: PanelView, words: Words): Html {
  const { t } = words;
  const lasts =
    verdict === "none" || verdict === "warn"
      ? null
      : days === null
        ? t("portal.good")
        : t("act.days", { count: days });
  const named = view.rules.filter(({ address }) => rules.includes(address));
  return html`<strong>${t(`kind.${verdict}`)}</strong>${lasts === null ? "" : html`, ${lasts}`}${
    named.length === 0
      ? ""
      : html`<ul class="tight">${named.map((rule) => html`<li><span dir="auto">${ruleText(rule, words)}</span></li>`)}</ul>`
  }`;
}
