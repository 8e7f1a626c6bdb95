import { html } from "hono/html";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";
import { nameOf, type PanelView, refusedOf } from "./panel-view.ts";
import { problemOf } from "./problem.ts";
import { voteText } from "./vote-text.ts";

const MOST = 5_000;

/** All votes, as they were first and as they are now. */
export function votesTable(view: PanelView, words: Words): Html {
  const { t } = words;
  const { votes } = view.file;
  return html`<section class="card" aria-labelledby="votes-title"><h2 id="votes-title">${t("portal.votes")}</h2><div class="scrolls"><table><thead><tr><th scope="col">${t("portal.who")}</th><th scope="col">${t("portal.first")}</th><th scope="col">${t("portal.last")}</th></tr></thead>
<tbody>${votes.map(
    ({ trustee, first, last }) =>
      html`<tr><th scope="row"><abbr title="${trustee}">${nameOf(view, trustee, words)}</abbr></th><td>${voteText(first, view, words)}</td><td>${last === null ? html`<span class="quiet">${t("portal.notYet")}</span>` : voteText(last, view, words)}</td></tr>`,
  )}</tbody></table></div></section>`;
}

/** What the members say to each other, and the decision that they write together. */
export function deliberation(view: PanelView, words: Words): Html {
  return view.file.panel.stage === "deliberating"
    ? html`${talk(view, words)}${draft(view, words)}`
    : talk(view, words);
}

function talk(view: PanelView, words: Words): Html {
  const { t, time } = words;
  const { panel, messages } = view.file;
  const refused = refusedOf(view, "message");
  const list = html`<ol class="ledger">${messages.map(
    ({ trustee, text, at }) =>
      html`<li><p class="tight"><strong>${nameOf(view, trustee, words)}</strong> <span class="quiet">${time(at)}</span></p><p class="quoted" dir="auto">${text}</p></li>`,
  )}</ol>`;
  const problem =
    refused === null ? "" : html`<p class="wrong" id="text-problem">${problemOf(refused.problem, words)}</p>`;
  const form = html`<form method="post" action="/trustee/panels/${panel.id}/messages" class="stack">
<div><label for="text">${t("portal.message")}</label><textarea id="text" name="text" rows="3" maxlength="${MOST}" required dir="auto"${refused === null ? "" : html` aria-invalid="true" aria-describedby="text-problem"`}>${refused?.sent.one("text") ?? ""}</textarea>${problem}</div>
<p><button class="plain">${t("portal.send")}</button></p></form>`;
  return html`<section class="card stack" aria-labelledby="talk-title"><h2 id="talk-title">${t("portal.talk")}</h2><p class="quiet tight">${t("portal.talkText")}</p>
${messages.length === 0 ? html`<p>${t("portal.noMessages")}</p>` : list}
${panel.stage === "deliberating" ? form : ""}</section>`;
}

type Part = "facts" | "reasons" | "minority";

const hints = {
  facts: null,
  reasons: "portal.reasonsHint",
  minority: "portal.minorityHint",
} as const satisfies Record<Part, string | null>;

function draft(view: PanelView, words: Words): Html {
  const { t } = words;
  const { panel } = view.file;
  const refused = refusedOf(view, "draft");
  const isChanged = refused?.problem.type === "panel/draft-changed";
  const area = (name: Part, rows: number) => {
    const hint = hints[name];
    const value = refused?.sent.one(name) ?? panel[name];
    return html`<div><label for="${name}">${t(`portal.${name}`)}</label>${hint === null ? "" : html`<p class="hint" id="${name}-hint">${t(hint)}</p>`}
<textarea id="${name}" name="${name}" rows="${rows}" maxlength="${MOST}" dir="auto"${hint === null ? "" : html` aria-describedby="${name}-hint"`}>${value}</textarea>${isChanged && value !== panel[name] ? meanwhile(panel[name], words) : ""}</div>`;
  };
  return html`<section class="card" aria-labelledby="draft-title"><h2 id="draft-title">${t("portal.draft")}</h2>
<form method="post" action="/trustee/panels/${panel.id}/draft" class="stack"><p class="quiet tight">${t("portal.draftText")}</p>
${refused === null ? "" : html`<p class="wrong">${problemOf(refused.problem, words)}</p>`}
<input type="hidden" name="version" value="${panel.version}">${area("facts", 3)}${area("reasons", 5)}${area("minority", 3)}
<p><button class="plain">${t("portal.save")}</button></p></form></section>`;
}

/** What somebody else has written in the same place. */
function meanwhile(text: string, { t }: Words): Html {
  return html`<p class="tight"><strong>${t("portal.meanwhile")}</strong></p><p class="quoted" dir="auto">${text === "" ? "–" : text}</p>`;
}
