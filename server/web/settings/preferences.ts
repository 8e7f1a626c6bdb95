import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { changeSettings, readSettings, type Settings } from "../../accounts/settings.ts";
import { may } from "../../admin/permissions.ts";
import type { ApiCtx } from "../../context.ts";
import { readOwnOffice } from "../../trustees/read.ts";
import { readForm, show } from "../form.ts";
import { en } from "../messages/en.ts";
import type { SignedIn } from "../signed-in.ts";
import { choice, tick } from "../ui/choice.ts";
import type { Html, Site } from "../ui/layout.ts";
import { languageNames } from "./languages.ts";
import { settingsNavigation } from "./navigation.ts";

const words = en.settings.preferences;
const here = "/settings/preferences";

/** `/settings/preferences`: how an account posts and reads where an app leaves it open. */
export function preferenceRoutes(ctx: ApiCtx, site: Site): Hono<SignedIn> {
  const app = new Hono<SignedIn>();

  const overview = async (c: Context<SignedIn>, settings: Settings, problem: string | null = null) =>
    show(c, site, {
      title: words.title,
      main: preferencesPage({
        settings,
        problem,
        isSaved: c.req.query("saved") !== undefined,
        mayModerate: may(c.var.session.role, "case.read"),
        isTrustee: (await readOwnOffice(ctx, c.var.session.accountId)) !== null,
      }),
      status: problem === null ? 200 : 422,
    });

  app.get(here, async (c) => overview(c, await readSettings(ctx, c.var.session.accountId)));

  app.post(here, async (c) => {
    const { accountId } = c.var.session;
    const now = await readSettings(ctx, accountId);
    const chosen = chosenIn(await readForm(c), now);
    const changed = await changeSettings(ctx, accountId, chosen);
    return changed.ok
      ? c.redirect(`${here}?saved`, 303)
      : overview(c, { ...chosen, language: now.language }, words.languageWrong);
  });

  return app;
}

/** What no form of the page says stays as it is. */
function chosenIn(read: (name: string) => string, now: Settings): Settings {
  const visibility = oneOf(words.visibilities, read("visibility"), now.visibility ?? "");
  return {
    visibility: visibility === "" ? null : visibility,
    sensitive: read("sensitive") === "yes",
    language: read("language") || null,
    quotePolicy: oneOf(words.quotePolicies, read("quote_policy"), now.quotePolicy),
    mediaDisplay: oneOf(words.mediaDisplays, read("media_display"), now.mediaDisplay),
    opensWarnings: read("opens_warnings") === "yes",
    playsMotion: read("plays_motion") === "yes",
  };
}

function oneOf<T extends string>(known: Readonly<Record<T, string>>, value: string, otherwise: T): T {
  return Object.hasOwn(known, value) ? (value as T) : otherwise;
}

interface Parts {
  settings: Settings;
  problem: string | null;
  isSaved: boolean;
  mayModerate: boolean;
  /** Or was, or is asked to be one. */
  isTrustee: boolean;
}

function preferencesPage({ settings, problem, isSaved, mayModerate, isTrustee }: Parts): Html {
  return html`${settingsNavigation(here)}
<h1>${words.title}</h1>
${isSaved ? html`<p class="card" role="status">${words.saved}</p>` : ""}
${mayModerate ? html`<p><a href="/desk">${en.settings.desk}</a></p>` : ""}
${isTrustee ? html`<p><a href="/trustee">${en.settings.trustee}</a></p>` : ""}
<p>${words.text}</p>
<form method="post" action="${here}">
<section aria-labelledby="posting-title">
<h2 id="posting-title">${words.posting}</h2>
<div class="card stack">
${choice({
  name: "visibility",
  label: words.visibility,
  hint: words.visibilityHint,
  options: words.visibilities,
  value: settings.visibility ?? "",
})}
${choice({
  name: "quote_policy",
  label: words.quotePolicy,
  hint: words.quotePolicyHint,
  options: words.quotePolicies,
  value: settings.quotePolicy,
})}
${choice({
  name: "language",
  label: words.language,
  hint: words.languageHint,
  options: { "": words.noLanguage, ...languageNames(settings.language) },
  value: settings.language ?? "",
  problem,
})}
${tick({ name: "sensitive", label: words.sensitive, hint: words.sensitiveHint, checked: settings.sensitive })}
</div>
</section>
<section aria-labelledby="reading-title">
<h2 id="reading-title">${words.reading}</h2>
<div class="card stack">
${choice({
  name: "media_display",
  label: words.mediaDisplay,
  hint: words.mediaDisplayHint,
  options: words.mediaDisplays,
  value: settings.mediaDisplay,
})}
${tick({
  name: "opens_warnings",
  label: words.opensWarnings,
  hint: words.opensWarningsHint,
  checked: settings.opensWarnings,
})}
${tick({ name: "plays_motion", label: words.playsMotion, hint: words.playsMotionHint, checked: settings.playsMotion })}
</div>
</section>
<p><button>${words.save}</button></p>
</form>`;
}
