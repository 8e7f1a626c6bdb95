import { html } from "hono/html";
import type { ActionView } from "#moderation/actions/read.ts";
import type { CaseFile } from "#moderation/cases/read.ts";
import type { Related } from "#moderation/cases/waves.ts";
import type { Case } from "#moderation/cases/words.ts";
import type { Evidence } from "#moderation/evidence/read.ts";
import type { CaseReport, CaseSignal } from "../../desk/case-views.ts";
import type { Present } from "../../desk/present.ts";
import type { Marks } from "../../policy/marks/lift.ts";
import type { PostView } from "../../posts/views/types.ts";
import type { SiteRule } from "../../site/rules.ts";
import { flash } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";
import { type ActOn, actForm, targetsOf } from "./act-form.ts";
import type { ActGiven } from "./act-given.ts";
import { caseNumbers, caseTags, titleOf } from "./case-line.ts";
import { type CasePanels, panelsOf } from "./case-panel.ts";
import { historyOf, notesOf, relatedOf, reportsOf, signalsOf } from "./case-parts.ts";
import { actionsOf, handling, priorityOf } from "./case-sides.ts";
import { evidenceOf, threadOf } from "./evidence.ts";
import { deskKeys } from "./keys.ts";
import type { Names } from "./names.ts";
import { ruleMarks } from "./rule-marks.ts";

export interface CaseParts {
  file: CaseFile;
  evidence: readonly Evidence[];
  present: { post: PostView; state: Present; card: Html } | null;
  reports: readonly CaseReport[];
  signals: readonly CaseSignal[];
  related: readonly Related[];
  actions: readonly ActionView[];
  before: CasePanels;
  strikes: number;
  rules: readonly SiteRule[];
  /** What was given in the form, where it is shown again. */
  given: ActGiven;
  isPreview: boolean;
  problem: { readonly type: string } | null;
  said: { text: string; isBad: boolean } | null;
  me: string;
  /** Whom the case can be given to. */
  handlers: readonly { id: string; username: string }[];
  showsNames: boolean;
  mayAct: boolean;
  mayDomains: boolean;
  mayExport: boolean;
  /** What rules have made of the post that it is about. */
  marks: Marks | null;
  mayLift: boolean;
}

/** A case: what it is about as it was and as it is, who says what of it, what happened, and what can be done. */
export function casePage(parts: CaseParts, words: Words, names: Names): Html {
  const { file, said, me, mayAct } = parts;
  const item = file.case;
  const { t, time } = words;
  // Its panel closes it, whatever is done meanwhile.
  const isBeforePanel = parts.before.panels.some(({ panel }) => panel.level === 0 && panel.closedAt === null);
  return html`<p class="crumb"><a href="/desk">${t("desk.cases")}</a></p>
${said === null ? "" : flash(said.text, said.isBad)}
<h1>${t("case.title", { number: `#${item.number}` })}: <bdi>${titleOf(item, words, names)}</bdi></h1>
${caseTags(item, words)}
<p class="quiet tight">${t("case.opened", { when: time(item.openedAt) })}${item.closedAt === null ? "" : html` · ${t("case.closedAt", { when: time(item.closedAt) })}`} · ${caseNumbers(item, words)}</p>
<div class="columns harm">
<div>${subject(parts, words)}
${parts.marks === null ? "" : ruleMarks(parts.marks, parts.mayLift ? `/desk/cases/${item.number}/lift` : null, words)}
${section("thread", t("case.thread"), html`<details open><summary>${t("desk.details")}</summary>${threadOf(parts.evidence, words)}</details>`)}
${section("reports", t("case.reports"), reportsOf(parts.reports, { words, names, showsNames: parts.showsNames }))}
${parts.signals.length === 0 ? "" : section("signals", t("case.signals"), signalsOf(parts.signals, words))}
${author(parts, words, names)}
${section("related", t("case.related"), relatedOf(parts.related, item, words, names))}
${section("notes", t("case.notes"), notesOf(file.notes, { number: item.number, server: item.domain }, { words, names }))}
${section("history", t("case.history"), historyOf(file.events, words, names))}</div>
<aside aria-label="${t("act.title")}">${priorityOf(item, words)}
${handling(item, { me, handlers: parts.handlers, isBeforePanel }, words, names)}
${panelsOf(item, parts.before, words)}
${actionsOf(parts.actions, words, names)}
${mayAct ? actForm({ ...parts, on: onCase(item, { mayDomains: parts.mayDomains, isBeforePanel }) }, words) : ""}
${parts.mayExport ? html`<section class="card"><h2>${t("case.export")}</h2><p class="quiet tight">${t("case.exportHint")}</p><p><a class="button" href="/api/folkmoot/v1/cases/${item.id}/evidence" download>${t("case.export")}</a></p></section>` : ""}</aside>
</div>
${deskKeys("case", words)}`;
}

function onCase(
  item: Case,
  { mayDomains, isBeforePanel }: { mayDomains: boolean; isBeforePanel: boolean },
): ActOn {
  return {
    path: `/desk/cases/${item.number}/act`,
    version: item.version,
    subjectKind: item.subject.kind,
    targets: targetsOf(item, mayDomains),
    category: item.category,
    isOpen: item.closedAt === null && !isBeforePanel,
  };
}

function section(id: string, title: string, content: Html): Html {
  return html`<section class="card" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${content}</section>`;
}

/** As it was reported, beside what has become of it. Media are blurred and grey until somebody asks for them. */
function subject({ file, evidence, present }: CaseParts, words: Words): Html {
  const { t } = words;
  const item = file.case;
  const shown =
    present === null
      ? html`<p class="quiet">${t(item.subject.kind === "post" ? "case.nowGone" : "case.nowUnknown")}</p>`
      : html`${present.state === "removed" ? html`<p class="tag">${t("case.nowRemoved")}</p>` : ""}${present.card}`;
  return html`<section aria-labelledby="subject-title"><h2 id="subject-title">${t("case.subject")}</h2>
<p class="quiet tight">${t("case.mediaHidden")}</p>
<p class="checks"><label><input type="checkbox" class="unmute">${t("case.blur")}</label><label><input type="checkbox" class="colour">${t("case.colour")}</label></p>
<div class="pair"><div class="card"><h3>${t("case.thenTitle")}</h3>${evidenceOf(evidence, words)}</div>
<div class="card"><h3>${t("case.nowTitle")}</h3>${shown}
<p class="tight"><a href="${item.subject.iri}" rel="nofollow noopener noreferrer">${t("case.origin")}</a></p></div></div></section>`;
}

function author({ file, strikes, related }: CaseParts, words: Words, names: Names): Html {
  const { t, time } = words;
  const { accountId } = file.case.subject;
  const account = names.find(accountId);
  if (accountId === null) return html``;
  const others = related.find(({ because }) => because === "same-account")?.count ?? 0;
  return section(
    "author",
    t("case.author"),
    html`<p><strong><bdi>${account?.displayName ?? ""}</bdi></strong> ${names.link(accountId)}</p>
<p class="tight">${t("case.strikes", { count: strikes })} · ${t("case.earlier", { count: others })}${account === null ? "" : html` · ${t("case.known", { when: time(account.createdAt) })}`}</p>`,
  );
}
