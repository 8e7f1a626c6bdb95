import { html } from "hono/html";
import type { PanelRecord } from "#protocol/moot/panel.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";
import { trusteeName } from "./trustee-name.ts";

/** A panel with all that drew it. */
export function panelPage(
  { panel, decisionId }: { panel: PanelRecord; decisionId: string | null },
  words: Words,
): Html {
  const { t, number, day } = words;
  const { level, members, language, after, checkpoint, id, roster } = panel;
  return html`<p class="crumb"><a href="/moot/decisions">${t("judged.title")}</a></p><h1>${t("drawn.title")}</h1>
<p class="quiet">${t(`panels.level.${level}`)} · ${day(new Date(panel.published))}</p><p>${t("drawn.text")}</p>
${decisionId === null ? "" : html`<p><a href="/moot/decisions/${decisionId}">${t("panels.decision")}</a></p>`}
<section class="card" aria-labelledby="members-title"><h2 id="members-title">${t("drawn.members")}</h2><ol>${members.map((trustee) => html`<li>${trusteeName(trustee)}</li>`)}</ol></section>
<section class="card" aria-labelledby="again-title"><h2 id="again-title">${t("drawn.again")}</h2>
<pre class="code command" dir="ltr">folkmoot panel draw ${id}</pre>
<dl>${language === null ? "" : html`<dt>${t("drawn.language")}</dt><dd>${language}</dd>`}<dt>${t("drawn.after")}</dt><dd>${number(after)}</dd></dl>
<h3>${t("drawn.checkpoint")}</h3><pre class="code" dir="ltr" tabindex="0">${checkpoint}</pre></section>
<section class="card" aria-labelledby="roster-title"><h2 id="roster-title">${t("drawn.roster")}: ${t("drawn.rosterCount", { count: roster.length })}</h2><p class="quiet tight">${t("drawn.excludedText")}</p>${rosterList(panel, words)}</section>`;
}

function rosterList({ roster, excluded, left, members }: PanelRecord, { t }: Words): Html {
  const [isExcluded, hasLeft, sits] = [new Set(excluded), new Set(left), new Set(members)];
  const stateOf = (trustee: string) => {
    if (sits.has(trustee)) return html`<strong class="tag">${t("drawn.seated")}</strong> `;
    if (hasLeft.has(trustee)) return html`<span class="tag">${t("drawn.left")}</span> `;
    return isExcluded.has(trustee) ? html`<span class="tag">${t("drawn.excluded")}</span> ` : "";
  };
  return html`<ul class="ledger">${roster.map(
    ({ trustee, community, languages }) =>
      html`<li>${trusteeName(trustee)}<p class="quiet tight">${stateOf(trustee)}<bdi>${community}</bdi> · <bdi>${languages.join(", ")}</bdi></p></li>`,
  )}</ul>`;
}
