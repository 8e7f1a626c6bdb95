import { html, raw } from "hono/html";
import type { AccountView } from "../accounts/views.ts";
import type { Messages } from "./messages/en.ts";
import type { Html } from "./ui/layout.ts";

/** A local account as anybody may read it. */
export function profilePage(account: AccountView, words: Messages): Html {
  const { counts } = account;
  return html`<h1>${account.displayName}</h1>
<p class="quiet">@${account.handle}</p>
${account.movedTo === null ? "" : html`<p class="card">${words.profile.moved} <a href="${account.movedTo}" rel="nofollow">${account.movedTo}</a></p>`}
<div class="card stack">
${account.bioHtml === "" ? html`<p class="quiet">${words.profile.nothing}</p>` : html`<div>${raw(account.bioHtml)}</div>`}
${account.fields.length === 0 ? "" : html`<dl>${account.fields.map((field) => html`<dt>${field.name}</dt><dd>${raw(field.html)}</dd>`)}</dl>`}
<p class="quiet">${words.profile.posts(counts.posts)} · ${words.profile.followers(counts.followers)} · ${words.profile.following(counts.following)}</p>
</div>
<p>${words.profile.follow} <code>@${account.handle}</code></p>`;
}
