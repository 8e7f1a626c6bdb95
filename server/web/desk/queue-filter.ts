import type { Context } from "hono";
import { html } from "hono/html";
import type { CaseFilter } from "#moderation/cases/filter.ts";
import { type Category, categories, isCategory, type Severity } from "#moderation/category.ts";
import { type SubjectKind, subjectKinds } from "#moderation/subject.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";
import { readUuid } from "../uuid.ts";

export const views = ["unfinished", "mine", "unassigned", "overdue", "waiting", "closed"] as const;
export type View = (typeof views)[number];

/** What somebody asked of the queue, as it stands in the address. */
export interface Asked {
  readonly view: View;
  readonly category: Category | null;
  readonly severity: Severity | null;
  readonly subject: SubjectKind | null;
  /** A dot for this node. */
  readonly domain: string;
  readonly text: string;
  readonly rule: string;
  readonly wave: string;
}

/** What makes no sense is as if it were not there. */
export function readAsked(c: Pick<Context, "req">): Asked {
  return readAskedFrom((name) => c.req.query(name));
}

/** The same of a form. */
export function readAskedFrom(read: (name: string) => string | undefined): Asked {
  const value = (name: string) => (read(name) ?? "").trim().slice(0, 200);
  const severity = value("severity");
  return {
    view: oneOf(views, value("view")) ?? "unfinished",
    category: isCategory(value("category")) ? (value("category") as Category) : null,
    severity: /^[0-4]$/.test(severity) ? (Number(severity) as Severity) : null,
    subject: oneOf(subjectKinds, value("subject")),
    domain: value("domain").toLowerCase(),
    text: value("text"),
    rule: value("rule"),
    wave: readUuid(value("wave")) ?? "",
  };
}

function oneOf<T extends string>(known: readonly T[], value: string): T | null {
  return known.find((each) => each === value) ?? null;
}

export function viewFilter(view: View, me: string): CaseFilter {
  switch (view) {
    case "unfinished":
      return {};
    case "mine":
      return { assignedTo: me };
    case "unassigned":
      return { assignedTo: null };
    case "overdue":
      return { isOverdue: true };
    default:
      return { state: view };
  }
}

export function filterOf(asked: Asked, me: string): CaseFilter {
  const { view, category, severity, subject, domain, text, rule, wave } = asked;
  return {
    ...viewFilter(view, me),
    ...(category !== null && { category }),
    ...(severity !== null && { severity }),
    ...(subject !== null && { subject }),
    ...(domain !== "" && { domain: domain === "." ? null : domain }),
    ...(text !== "" && { text }),
    ...(rule !== "" && { rule }),
    ...(wave !== "" && { waveId: wave }),
  };
}

/** What stands in an address or a form: only what was asked for. */
export function askedQuery(asked: Asked): Record<string, string> {
  const entries = Object.entries(asked).filter(
    ([, value]) => value !== null && value !== "" && value !== "unfinished",
  );
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

/** The address of the queue as it was asked for, with changes. */
export function queueAddress(
  asked: Asked,
  changes: Partial<Record<keyof Asked | "cursor", string>> = {},
  path = "/desk",
): string {
  const query = new URLSearchParams(askedQuery({ ...asked, ...changes } as Asked));
  return query.size === 0 ? path : `${path}?${query}`;
}

export function isFiltered({ category, severity, subject, domain, text, rule, wave }: Asked): boolean {
  return (
    [category, severity, subject].some((each) => each !== null) || `${domain}${text}${rule}${wave}` !== ""
  );
}

export function filterForm(asked: Asked, { t }: Words): Html {
  const select = (
    name: "category" | "severity" | "subject",
    options: readonly (readonly [string, string])[],
  ) => {
    const chosen = asked[name] === null ? "" : String(asked[name]);
    return html`<div><label for="${name}">${t(`queue.${name}`)}</label><select id="${name}" name="${name}">
<option value="">${t("desk.any")}</option>${options.map(
      ([value, title]) =>
        html`<option value="${value}"${value === chosen ? html` selected` : ""}>${title}</option>`,
    )}</select></div>`;
  };
  const names = Object.keys(categories) as Category[];
  return html`<details class="card"${isFiltered(asked) ? html` open` : ""}><summary>${t("queue.filter")}</summary>
<form method="get" action="/desk" class="filters" role="search">
${asked.view === "unfinished" ? "" : html`<input type="hidden" name="view" value="${asked.view}">`}
${asked.wave === "" ? "" : html`<input type="hidden" name="wave" value="${asked.wave}">`}
<div><label for="text">${t("queue.text")}</label><input id="text" name="text" type="search" value="${asked.text}" maxlength="200"></div>
${select(
  "category",
  names.map((name) => [name, t(`category.${name}`)]),
)}
${select(
  "severity",
  ([4, 3, 2, 1, 0] as const).map((level) => [String(level), `${level} · ${t(`severity.${level}`)}`]),
)}
${select(
  "subject",
  subjectKinds.map((kind) => [kind, t(`subject.${kind}`)]),
)}
<div><label for="domain">${t("queue.domain")}</label><p class="hint" id="domain-hint">${t("queue.domainHint")}</p>
<input id="domain" name="domain" value="${asked.domain}" maxlength="200" aria-describedby="domain-hint" autocapitalize="none" spellcheck="false"></div>
<div><label for="rule">${t("queue.rule")}</label><input id="rule" name="rule" value="${asked.rule}" maxlength="200" autocapitalize="none" spellcheck="false"></div>
<div class="actions"><button>${t("desk.apply")}</button>${isFiltered(asked) ? html`<a href="${queueAddress({ ...asked, category: null, severity: null, subject: null, domain: "", text: "", rule: "", wave: "" })}">${t("desk.clear")}</a>` : ""}</div>
</form></details>`;
}
