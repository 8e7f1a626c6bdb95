import { html } from "hono/html";
import type { PostView } from "../../posts/views/types.ts";
import type { Messages } from "../messages/en.ts";
import type { Html } from "../ui/layout.ts";

/** What the moderators put under a post, and that it is theirs, not its author's. Nothing where there is nothing. */
export function marks({ labels, notes }: PostView["marks"], words: Messages): Html {
  if (labels.length + notes.length === 0) return html``;
  return html`<aside class="nested stack" aria-label="${words.marks.title}">
<p class="quiet">${words.marks.title}</p>
${labels.length === 0 ? "" : html`<p>${words.marks.labels(labels)}</p>`}
${notes.map(({ text }) => html`<p class="context">${text}</p>`)}
</aside>`;
}

/** What they put beside a name. */
export function labels(of: readonly string[], words: Messages): Html {
  return of.length === 0 ? html`` : html` <span class="quiet">(${words.marks.ofAccount(of)})</span>`;
}
