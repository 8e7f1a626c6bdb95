import { html } from "hono/html";
import type { Archive } from "../../exports/archives.ts";
import { type CsvKind, csvKinds } from "../../exports/kinds.ts";
import { alert } from "../form.ts";
import { en } from "../messages/en.ts";
import { settingsNavigation } from "../settings/navigation.ts";
import type { Html } from "../ui/layout.ts";

const words = en.data;

interface Parts {
  counts: Readonly<Record<CsvKind, number>>;
  archives: readonly Archive[];
  said: string | null;
  problem: string | null;
}

export function exportPage({ counts, archives, said, problem }: Parts): Html {
  return html`${settingsNavigation("/settings/export")}
<h1>${words.exportTitle}</h1>
${said === null ? "" : html`<p class="card" role="status">${said}</p>`}
${alert(problem)}
<p>${words.exportText}</p>
<table class="card">
<caption class="invisible">${words.table}</caption>
<thead><tr><th scope="col">${words.kind}</th><th scope="col">${words.howMany}</th><th scope="col">${words.file}</th></tr></thead>
<tbody>${csvKinds.map((kind) => row(kind, counts[kind]))}</tbody>
</table>
<section aria-labelledby="archive-title">
<h2 id="archive-title">${words.archiveTitle}</h2>
<div class="card stack">
<p>${words.archiveText}</p>
${archives.length === 0 ? "" : html`<ul class="spaced">${archives.map(archiveItem)}</ul>`}
<form method="post" action="/settings/export/archives"><button>${words.askArchive}</button></form>
</div>
</section>`;
}

function row(kind: CsvKind, count: number): Html {
  return html`<tr><th scope="row">${words.kinds[kind]}</th><td>${count}</td>
<td><a href="/settings/exports/${kind}.csv" download>${kind}.csv</a></td></tr>`;
}

function archiveItem({ state, file, bytes, createdAt }: Archive): Html {
  const when = en.time(createdAt);
  return state === "waiting"
    ? html`<li>${words.archiveWaiting(when)}</li>`
    : html`<li>${words.archiveReady(when, words.megabytes(bytes ?? 0))}
<a href="/settings/export/archives/${file}" download>${words.archiveDownload}</a></li>`;
}
