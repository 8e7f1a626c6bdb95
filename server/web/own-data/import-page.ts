import { html } from "hono/html";
import { csvKinds } from "../../exports/kinds.ts";
import { quickLook } from "../../imports/archive/prepare-archive.ts";
import type { Import } from "../../imports/prepare.ts";
import { alert } from "../form.ts";
import { en } from "../messages/en.ts";
import { settingsNavigation } from "../settings/navigation.ts";
import type { Html } from "../ui/layout.ts";

const words = en.data;
const here = "/settings/import";

/** Two forms, for CSV files and for archives, and what was brought before. */
export function importPage({
  imports,
  problem,
}: {
  imports: readonly Import[];
  problem: string | null;
}): Html {
  return html`${settingsNavigation(here)}
<h1>${words.importTitle}</h1>
${alert(problem)}
<p>${words.importText}</p>
<form method="post" action="${here}" enctype="multipart/form-data" class="card stack">
<div><label for="kind">${words.importKind}</label>
<select id="kind" name="kind">${csvKinds.map((kind) => html`<option value="${kind}">${words.kinds[kind]}</option>`)}</select></div>
<div><label for="mode">${words.importMode}</label>
<select id="mode" name="mode"><option value="merge">${words.merge}</option><option value="overwrite">${words.overwrite}</option></select></div>
${fileField("file", words.importFile, words.importFileHint, ".csv,text/csv,text/plain")}
<button>${words.look}</button>
</form>
<section aria-labelledby="archive-title">
<h2 id="archive-title">${words.archiveImportTitle}</h2>
<form method="post" action="${here}/archive" enctype="multipart/form-data" class="card stack">
<p>${words.archiveImportText}</p>
${fileField("archive", words.archiveFile, words.archiveFileHint, ".zip,.tar.gz,.tgz")}
<button>${words.lookArchive}</button>
</form>
</section>
<section aria-labelledby="list-title">
<h2 id="list-title">${words.listTitle}</h2>
${imports.length === 0 ? html`<p class="quiet">${words.none}</p>` : html`<ul class="spaced card">${imports.map(importItem)}</ul>`}
</section>`;
}

function fileField(name: string, label: string, hint: string, accept: string): Html {
  return html`<div><label for="${name}">${label}</label>
<p class="hint" id="${name}-hint">${hint}</p>
<input id="${name}" name="${name}" type="file" accept="${accept}" required aria-describedby="${name}-hint"></div>`;
}

function importItem({ id, kind, state, createdAt, done, failed, total }: Import): Html {
  return html`<li><a href="${here}/${id}">${words.kinds[kind]}, ${en.time(createdAt)}</a>
<span class="quiet">${words.states[state]}. ${state === "unconfirmed" ? "" : words.progress(done, failed, total)}</span></li>`;
}

interface Failure {
  position: number;
  fields: readonly string[];
  reason: string;
}

/** One import: what is in it, how far it is, and what failed. */
export function oneImportPage(
  { id, kind, mode, state, fileName, done, failed, total }: Import,
  failures: readonly Failure[],
  problem: string | null,
): Html {
  return html`${settingsNavigation(here)}
<h1>${state === "unconfirmed" ? words.previewTitle : words.kinds[kind]}</h1>
${alert(problem)}
<div class="card stack">
<p><strong>${words.kinds[kind]}</strong> <span class="quiet">${fileName}, ${words.states[state]}</span></p>
${
  state === "unconfirmed"
    ? html`<p>${kind === "archive" ? words.previewArchive(total, total >= quickLook.posts) : words.preview(total, failed)}</p>
<p>${mode === "overwrite" ? words.willOverwrite : words.willMerge}</p>`
    : html`<p><progress max="${total}" value="${done + failed}" aria-label="${words.kinds[kind]}"></progress></p>
<p role="status">${words.progress(done, failed, total)}</p>`
}
${state === "running" ? html`<p class="quiet">${words.reload}</p>` : ""}
<form method="post" class="actions">
${state === "unconfirmed" ? html`<button formaction="${here}/${id}/confirm">${words.confirm}</button>` : ""}
${state === "unconfirmed" || state === "running" ? html`<button class="plain" formaction="${here}/${id}/cancel">${words.cancel}</button>` : ""}
</form>
</div>
${failures.length === 0 ? "" : failureSection(id, failures)}
<p><a href="${here}">${words.back}</a></p>`;
}

function failureSection(id: string, failures: readonly Failure[]): Html {
  return html`<section aria-labelledby="failures-title">
<h2 id="failures-title">${words.failures}</h2>
<ul>${failures.map(
    ({ position, fields, reason }) =>
      html`<li>${words.line(position, fields.filter((field) => field !== "").join(", "), words.reasons[reason] ?? reason)}</li>`,
  )}</ul>
<p><a href="${here}/${id}/failures.csv" download>${words.downloadFailures}</a></p>
</section>`;
}
