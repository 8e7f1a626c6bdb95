import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { lastPeriod } from "#moderation/transparency/period.ts";
import type { ApiCtx } from "../../context.ts";
import { FRESH_S, type Transparency, transparencyOf } from "../../transparency/read.ts";
import { languageOf } from "../language.ts";
import { languageLinks, shellOf } from "../local-page.ts";
import { type Words, wordsIn } from "../messages/words.ts";
import { type Html, page, type Site } from "../ui/layout.ts";
import { type Neighbours, noSuchPeriod, transparencyPage } from "./page.ts";

/** `/about/transparency`: what was decided here and how, for everybody. */
export function transparencyPages(ctx: ApiCtx, site: Site): Hono {
  const app = new Hono();
  app.get("/about/transparency", async (c) => {
    const words = wordsIn(languageOf(c));
    const from = c.req.query("from") ?? null;
    const found = await transparencyOf(ctx, { from, until: null });
    const main = found.ok
      ? transparencyPage(found.value, neighbours(found.value, ctx.clock.now()), words)
      : noSuchPeriod(words);
    return show(c, site, words, { main, status: found.ok ? 200 : 404 });
  });
  return app;
}

/** Days by which the periods before and after are found; null after the last that is over. */
function neighbours({ length, periods: [shown] }: Transparency, now: Date): Neighbours {
  if (shown === undefined) return { before: null, after: null };
  const { from, until } = shown.period;
  const isLast = lastPeriod(now, length).until <= until;
  return { before: new Date(from.getTime() - 1), after: isLast ? null : until };
}

function show(
  c: Context,
  site: Site,
  words: Words,
  { main, status }: { main: Html; status: 200 | 404 },
): Response | Promise<Response> {
  // The language follows from what the browser says, where the address does not.
  c.header("vary", "Accept-Language, Cookie");
  c.header("cache-control", status === 200 ? `public, max-age=${Math.min(FRESH_S, 600)}` : "no-store");
  return c.html(
    page({
      site,
      title: words.t("transparency.title"),
      main: html`${main}${languageLinks(words, c)}`,
      isWide: true,
      lang: words.lang,
      shell: shellOf(words, false),
    }),
    status,
  );
}
