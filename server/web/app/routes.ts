import { readFileSync } from "node:fs";
import { Hono } from "hono";
import { html, raw } from "hono/html";
import { contentPolicy } from "../headers.ts";
import { en } from "../messages/en.ts";
import { type Html, page, type Site } from "../ui/layout.ts";

const words = en.app;
/** The first one asks for the others. */
const scripts = ["client.js", "attach.js", "attached.js"];

/** `/app`: a small client in the browser, which comes in by OAuth like any other. The one page that needs scripts. */
export function appRoutes(site: Site): Hono {
  const app = new Hono();

  for (const name of scripts) {
    const script = readFileSync(new URL(name, import.meta.url), "utf8");
    app.get(`/ui/app/${name}`, (c) => {
      c.header("cache-control", "public, max-age=3600");
      return c.body(script, 200, { "content-type": "text/javascript; charset=utf-8" });
    });
  }

  app.get("/app", (c) => {
    c.header("cache-control", "no-store");
    c.header("content-security-policy", contentPolicy({ scripts: true }));
    const head = html`<script type="module" src="/ui/app/client.js"></script>`;
    return c.html(page({ site, title: words.title, head, main: appPage(site) }));
  });

  return app;
}

function appPage(site: Site): Html {
  const said = { ...words.said, name: site.name };
  // In a script element a "<" could end it.
  const data = raw(JSON.stringify(said).replaceAll("<", "\\u003c"));
  return html`<h1>${words.title}</h1>
<noscript><p class="card">${words.noScript} <a href="/">${words.read}</a></p></noscript>
<script type="application/json" id="words">${data}</script>
<p id="said" role="status" class="quiet"></p>
<section id="welcome" hidden class="card stack">
<p>${words.welcome}</p>
<p><button type="button" id="sign-in">${words.signIn}</button></p>
</section>
<section id="home" hidden aria-labelledby="home-title">
<p class="quiet row"><strong id="who"></strong> <span id="live"></span> <a href="/settings">${words.settings}</a> <button type="button" class="plain" id="sign-out">${words.signOut}</button></p>
<form id="compose" class="card stack">
<div><label for="text">${words.text}</label>
<textarea id="text" rows="4" required></textarea></div>
<div><label for="visibility">${words.visibility}</label>
<select id="visibility">
<option value="public">${words.visibilities.public}</option>
<option value="unlisted">${words.visibilities.unlisted}</option>
<option value="private">${words.visibilities.followers}</option>
<option value="direct">${words.visibilities.direct}</option>
</select></div>
<div><label for="files">${words.files}</label>
<input type="file" id="files" multiple accept="image/*,video/*,audio/*,.mkv,.flac"></div>
<ul id="attached" class="attachments"></ul>
<label id="sensitive-of" class="tick" hidden><input type="checkbox" id="sensitive"> ${words.markSensitive}</label>
<p><button id="send">${words.send}</button></p>
</form>
<h2 id="home-title">${words.home}</h2>
<p id="empty" hidden class="quiet">${words.empty}</p>
<div id="timeline" role="feed" aria-labelledby="home-title"></div>
<p><button type="button" class="plain" id="more" hidden>${words.more}</button></p>
</section>`;
}
