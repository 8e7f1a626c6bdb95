import { html } from "hono/html";
import type { findImport } from "../../subscriptions/import.ts";
import type { DomainPreview, ListPreview, PreviewKind } from "../../subscriptions/preview.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";

type List = Extract<Awaited<ReturnType<typeof findImport>>, { ok: true }>["value"];

const here = "/desk/domains/import";
export const previewKinds = ["added", "changed", "same", "exempt"] as const satisfies readonly PreviewKind[];

/** How far an import has come, and what can be done with it. */
export function progressPart({ id, state, total, done }: List, words: Words): Html {
  const { t } = words;
  const button = (deed: "apply" | "undo" | "forget", title: string) =>
    html`<form method="post" action="${here}/${id}/${deed}"><button${deed === "apply" ? "" : html` class="plain"`}>${title}</button></form>`;
  const isBusy = state === "applying" || state === "undoing";
  const isIdle = state === "ready" || state === "undone";
  return html`<div${isBusy || state === "reading" ? html` data-live="2"` : ""}><p role="status"><span class="tag">${stateOf(state, words)}</span> ${t("subs.entries", { count: total })}</p>
${isBusy ? html`<p><progress max="${Math.max(total, 1)}" value="${done}" aria-label="${t("desk.state")}"></progress> ${t("desk.progress", { done, total })}</p>` : ""}
<div class="actions">${isIdle ? button("apply", t("imports.apply")) : ""}${state === "applied" || state === "applying" ? button("undo", t("imports.undo")) : ""}${isIdle || state === "failed" ? button("forget", t("imports.forget")) : ""}</div>
${state === "applied" ? html`<p><a href="/desk/domains?source=import:${id}">${t("imports.caused")}</a></p>` : ""}</div>`;
}

/** What it would change and sever, and which lines cannot be used. */
export function previewPart({ invalid }: List, preview: ListPreview, { t, number }: Words): Html {
  return html`<section class="card" aria-labelledby="preview-title"><h2 id="preview-title">${t("imports.preview")}</h2>
<dl>${([...previewKinds, "invalid"] as const).map((kind) => html`<dt>${t(`imports.${kind}`)}</dt><dd>${number(preview[kind])}</dd>`)}</dl>
<p><strong>${t("imports.severs", { follows: preview.follows, people: preview.people })}</strong></p>
${invalid.length === 0 ? "" : html`<details><summary>${t("imports.invalid")}</summary><ul>${invalid.map((bad) => html`<li>${t("imports.line", { line: bad.line, reason: String(bad.reason) })}</li>`)}</ul></details>`}</section>`;
}

/** A page of its domains, those that sever most first. */
export function domainsPart(
  path: string,
  domains: readonly DomainPreview[],
  kind: PreviewKind | null,
  { t, number }: Words,
): Html {
  const tab = (to: PreviewKind | null, title: string) =>
    html`<li><a href="${path}${to === null ? "" : `?kind=${to}`}"${to === kind ? html` aria-current="true"` : ""}>${title}</a></li>`;
  const count = (count: number, domain: string) =>
    count === 0 ? number(0) : html`<a href="/desk/domains/${domain}/severed">${number(count)}</a>`;
  return html`<nav class="desk-bar inner" aria-label="${t("domains.verdict")}"><ul>${tab(null, t("imports.all"))}${previewKinds.map((each) => tab(each, t(`imports.${each}`)))}</ul></nav>
${
  domains.length === 0
    ? html`<p class="card">${t("imports.noDomains")}</p>`
    : html`<div class="scrolls" tabindex="0" role="region" aria-label="${t("imports.preview")}"><table><thead><tr><th scope="col">${t("domains.query")}</th><th scope="col">${t("domains.verdict")}</th><th scope="col" class="number">${t("imports.followers")}</th><th scope="col" class="number">${t("imports.following")}</th></tr></thead><tbody>${domains.map(
        ({ domain, kind: how, verdict, publicReason, followers, following }) =>
          html`<tr><td><bdi>${domain}</bdi>${publicReason === "" ? "" : html`<br><span class="quiet tight" dir="auto">${publicReason}</span>`}</td><td>${verdict === "advisory" ? t("subs.advisory") : t(`domains.verdict.${verdict}`)} <span class="tag">${t(`imports.${how}`)}</span></td><td class="number">${count(followers, domain)}</td><td class="number">${count(following, domain)}</td></tr>`,
      )}</tbody></table></div>`
}`;
}

export function stateOf(state: List["state"], { t }: Words): string {
  const known = ["reading", "ready", "applying", "applied", "undoing", "undone", "failed"] as const;
  const found = known.find((each) => each === state);
  return found === undefined ? state : t(`imports.state.${found}`);
}
