import { type Context, Hono } from "hono";
import { html, raw } from "hono/html";
import type { ApiCtx } from "../../context.ts";
import { readOwner } from "../../site/contact.ts";
import { readDescription, readPrivacy, readTerms } from "../../site/documents.ts";
import { readRules, type SiteRule } from "../../site/rules.ts";
import { en } from "../messages/en.ts";
import type { Html, Site } from "../ui/layout.ts";
import { type Deps, missing, show } from "./reader.ts";

const words = en;

/** `/about`, `/privacy-policy` and `/terms-of-service`: what the site says of itself. */
export function documentPages(ctx: Deps & Pick<ApiCtx, "config">, site: Site): Hono {
  const app = new Hono();

  app.get("/about", async (c) => {
    const [description, rules, owner, terms] = await Promise.all([
      readDescription(ctx),
      readRules(ctx),
      readOwner(ctx),
      readTerms(ctx),
    ]);
    const email = ctx.config.adminEmail ?? null;
    const main = html`<h1>${words.about.title}: ${site.name}</h1>
${site.description === "" ? "" : html`<p class="lead">${site.description}</p>`}
${description.html === "" ? "" : html`<div class="card text">${raw(description.html)}</div>`}
${rules.length === 0 ? "" : ruleList(rules)}
<h2>${words.about.contact}</h2>
${owner === null ? "" : html`<p>${words.about.owner} <a href="${owner.url}">${owner.displayName}</a>.</p>`}
${email === null ? "" : html`<p>${words.about.email} <a href="mailto:${email}">${email}</a></p>`}
${owner === null && email === null ? html`<p>${words.about.noContact}</p>` : ""}
<h2>${words.about.documents}</h2>
<ul><li><a href="/about/transparency">${words.shell.transparency}</a></li><li><a href="/moot/decisions">${words.about.decisions}</a></li><li><a href="/privacy-policy">${words.shell.privacy}</a></li>${terms === null ? "" : html`<li><a href="/terms-of-service">${words.shell.terms}</a></li>`}</ul>`;
    return show(c, { site, title: words.about.title, main });
  });

  app.get("/privacy-policy", async (c) => {
    const { html: text, updatedAt } = await readPrivacy(ctx);
    const when = updatedAt === null ? "" : words.documents.updated(updatedAt);
    return document(c, site, words.shell.privacy, html`<p class="quiet">${when}</p>`, text);
  });

  app.get("/terms-of-service/:date?", async (c) => {
    const terms = await readTerms(ctx, c.req.param("date") ?? null);
    if (terms === null) return missing(c, ctx, site);
    const newer =
      terms.succeededOn === null
        ? ""
        : html` ${words.documents.succeeded(terms.succeededOn)} <a href="/terms-of-service/${terms.succeededOn}">${words.documents.other}</a>`;
    const when = html`<p class="quiet">${words.documents.effective(terms.effectiveOn)}.${newer}</p>`;
    return document(c, site, words.shell.terms, when, terms.html);
  });

  return app;
}

function document(c: Context, site: Site, title: string, when: Html, text: string) {
  return show(c, {
    site,
    title,
    main: html`<h1>${title}</h1>${when}<div class="card text">${raw(text)}</div>`,
  });
}

function ruleList(rules: readonly SiteRule[]): Html {
  return html`<h2 id="rules">${words.about.rules}</h2>
<ol class="card spaced rules">${rules.map(
    ({ text, hint }) => html`<li>${text}${hint === "" ? "" : html`<p class="quiet">${hint}</p>`}</li>`,
  )}</ol>`;
}
