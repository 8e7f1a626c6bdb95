import { html } from "hono/html";
import type { PostView } from "../../posts/views/types.ts";
import type { Messages } from "../messages/en.ts";
import type { Html } from "../ui/layout.ts";

/** What others put under a post: that it is the moderators', or readers', and not its author's. Nothing where there is nothing. */
export function marks({ labels, notes }: PostView["marks"], editedAt: Date | null, words: Messages): Html {
  const own = notes.filter(({ contextNote }) => contextNote === undefined);
  return html`${byReaders(notes, editedAt, words)}${
    labels.length + own.length === 0
      ? ""
      : html`<aside class="nested stack" aria-label="${words.marks.title}">
<p class="quiet">${words.marks.title}</p>
${labels.length === 0 ? "" : html`<p>${words.marks.labels(labels)}</p>`}
${own.map(({ text }) => html`<p class="context">${text}</p>`)}
</aside>`
  }`;
}

/** Notes that people wrote, and found helpful who usually differ. */
function byReaders(notes: PostView["marks"]["notes"], editedAt: Date | null, words: Messages): Html[] {
  return notes.flatMap(({ contextNote, text, sources = [], language, writtenAt = "", peer, iri }) => {
    if (contextNote === undefined) return [];
    const isAboutEarlier = editedAt !== null && editedAt > new Date(writtenAt);
    return [
      html`<aside class="nested stack" aria-label="${words.marks.readersTitle}">
<p class="quiet">${words.marks.readersTitle}</p>
<p class="context" dir="auto"${language ? html` lang="${language}"` : ""}>${text}</p>
${sources.length === 0 ? "" : html`<ul>${sources.map((source) => html`<li><a href="${source}" rel="nofollow noopener noreferrer ugc">${source}</a></li>`)}</ul>`}
${isAboutEarlier ? html`<p class="quiet">${words.marks.earlier}</p>` : ""}
<p class="quiet">${peer === undefined ? words.marks.bridged : words.marks.bridgedAt(peer)} <a href="${iri ?? `/notes/${contextNote}`}" rel="nofollow noopener">${words.marks.more}</a></p>
</aside>`,
    ];
  });
}

/** What they put beside a name. */
export function labels(of: readonly string[], words: Messages): Html {
  return of.length === 0 ? html`` : html` <span class="quiet">(${words.marks.ofAccount(of)})</span>`;
}
