import { html } from "hono/html";
import type { Case } from "#moderation/cases/words.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";
import type { Names } from "./names.ts";

/** What a case is about, in a few words. */
export function titleOf(
  { subject, domain }: Pick<Case, "subject" | "domain">,
  { t }: Words,
  names: Names,
): string {
  const kind = t(`subject.${subject.kind}`);
  if (subject.kind === "account" && subject.accountId !== null)
    return `${kind} ${names.text(subject.accountId)}`;
  if (subject.accountId !== null) return t("queue.by", { kind, name: names.text(subject.accountId) });
  return `${kind} ${subject.kind === "domain" ? (domain ?? subject.iri) : subject.iri}`;
}

/** How it stands: what it may be, how bad, whether it is late. */
export function caseTags(item: Case, words: Words): Html {
  const { t, time } = words;
  const { category, severity, state } = item;
  return html`<p class="tags">
<span class="tag${severity >= 3 ? " grave" : ""}">${t(`category.${category}`)} · ${t(`severity.${severity}`)}</span>
${state === "open" ? "" : html`<span class="tag">${t(`state.${state}`)}</span>`}
${item.dueAt === null || item.closedAt !== null ? "" : html`<span class="tag${item.isOverdue ? " grave" : ""}">${t(item.isOverdue ? "queue.isOverdue" : "queue.dueAt", { when: time(item.dueAt) })}</span>`}
</p>`;
}

/** Who complains, and how many may have seen it. */
export function caseNumbers(item: Case, { t }: Words): string {
  return [
    ...(item.reportsCount > 0
      ? [
          `${t("queue.reports", { count: item.reportsCount })} ${t("queue.servers", { count: item.serversCount })}`,
        ]
      : []),
    ...(item.signalsCount > 0 ? [t("queue.signals", { count: item.signalsCount })] : []),
    t("queue.reach", { count: item.reach }),
  ].join(" · ");
}

/** A case in a list. */
export function caseLine(
  item: Case,
  words: Words,
  names: Names,
  { pick = false, because = "" }: { pick?: boolean; because?: string } = {},
): Html {
  const { t, number } = words;
  const id = `case-${item.number}`;
  return html`<li id="${id}"${pick ? html` data-case="${item.number}"` : ""}>
${pick ? html`<input class="pick" type="checkbox" name="case" value="${item.id}:${item.version}" aria-label="${t("queue.pick", { number: `#${item.number}` })}">` : html`<span class="pick"></span>`}
<h2><a class="to" href="/desk/cases/${item.number}">#${item.number} <bdi>${titleOf(item, words, names)}</bdi></a></h2>
<p class="side">${t("queue.urgency", { value: number(Math.round(item.priority.total * 10) / 10) })} · ${item.assignedTo === null ? t("queue.noAssignee") : t("queue.assignee", { name: names.text(item.assignedTo) })}</p>
${caseTags(item, words)}
${item.excerpt === "" ? "" : html`<p class="excerpt" dir="auto">${item.excerpt}</p>`}
<p class="quiet tight">${because === "" ? "" : html`<strong>${because}</strong> · `}${caseNumbers(item, words)}</p>
</li>`;
}
