import { html } from "hono/html";
import type { ActionKind, ActionParams } from "#moderation/actions/kind.ts";
import type { Statement } from "#moderation/actions/statement.ts";
import { isFilter } from "#moderation/filter.ts";
import type { SubjectKind } from "#moderation/subject.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";

export interface Stated {
  kind: ActionKind;
  params: ActionParams;
  subjectKind: SubjectKind;
  startsAt: Date | null;
  endsAt: Date | null;
  /** Whether trustees have decided it. */
  isByPanel?: boolean;
  statement: Pick<Statement, "category" | "rules" | "facts" | "text" | "isAutomated" | "appealUntil">;
}

/** A statement of reasons, as whoever is concerned reads it (the fields of article 17 of the EU's Digital Services Act). */
export function statementOf(
  { kind, params, startsAt, endsAt, isByPanel = false, statement }: Stated,
  words: Words,
): Html {
  const { t, time } = words;
  const { category, rules, facts, text, isAutomated } = statement;
  const duration = endsAt === null ? t("decision.forever") : t("decision.until", { when: time(endsAt) });
  return html`<dl>
<dt>${t("decision.what")}</dt><dd><strong>${t(`did.${kind}`)}</strong>, ${duration}.${startsAt === null ? "" : html` <span class="quiet">${t("decision.from", { when: time(startsAt) })}</span>`}
${params.label === undefined ? "" : html`<p>${t("decision.label", { label: params.label })}</p>`}
${params.note === undefined ? "" : html`<p>${t("decision.note")}</p><p class="quoted" dir="auto">${params.note}</p>`}
${params.filters === undefined ? "" : html`<ul>${params.filters.map((name) => html`<li>${filterTitle(name, words)}</li>`)}</ul>`}</dd>
<dt>${t("decision.ground")}</dt><dd>${t(`category.${category}`)}</dd>
${rules.length === 0 ? "" : html`<dt>${t("decision.rules")}</dt><dd><ul>${rules.map((rule) => html`<li dir="auto">${rule.text}</li>`)}</ul></dd>`}
${facts.trim() === "" ? "" : html`<dt>${t("decision.facts")}</dt><dd class="quoted" dir="auto">${facts}</dd>`}
${text.trim() === "" ? "" : html`<dt>${t(isByPanel ? "judged.reasons" : "decision.text")}</dt><dd class="quoted" dir="auto">${text}</dd>`}
</dl>
<p>${t(isByPanel ? "again.byPanel" : isAutomated ? "decision.automated" : "decision.byPerson")}</p>`;
}

function filterTitle(name: string, { t }: Words): string {
  return isFilter(name) ? t(`filter.${name}`) : name;
}
