import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { html } from "hono/html";
import type { ApiCtx } from "../../context.ts";
import { createShortLine } from "../../media/short-line.ts";
import { MOST_FILE_BYTES, MOST_FILES } from "../../submissions/files.ts";
import { giveForm } from "../../submissions/form.ts";
import { lookUp, writeByReceipt } from "../../submissions/look-up.ts";
import { submit } from "../../submissions/submit.ts";
import { browserOf, readForm } from "../form.ts";
import { contentPolicy } from "../headers.ts";
import { languageOf } from "../language.ts";
import { languageLinks, shellOf } from "../local-page.ts";
import { en } from "../messages/en.ts";
import { type Words, wordsIn } from "../messages/words.ts";
import { ownScript } from "../own-script.ts";
import { sameOrigin } from "../same-origin.ts";
import { type Html, page, type Site } from "../ui/layout.ts";
import { formPage, receiptPage, type Written } from "./form-page.ts";
import { askPage, reportPage } from "./look-up-page.ts";

const FORM_BYTES = 64 * 1024;
/** Reports whose files are in memory at a time, and how many more may wait. */
const AT_ONCE = 2;
const WAITING = 8;

const script = ownScript("report", new URL("report.js", import.meta.url));

/** `/report` and `/report/look-up`: for people without an account. Who they are is neither asked nor kept; there are no cookies. */
export function reportRoutes(ctx: ApiCtx, site: Site): Hono {
  const app = new Hono();
  const line = createShortLine(AT_ONCE, WAITING);
  const tooLarge = (c: Context) => c.text(en.problems.tooLarge, 413);
  app.use("/report", sameOrigin(ctx.uris.origin));
  app.use(
    "/report/look-up",
    sameOrigin(ctx.uris.origin),
    bodyLimit({ maxSize: FORM_BYTES, onError: tooLarge }),
  );
  app.route("/", script.routes);

  app.get("/report", async (c) => {
    const words = wordsIn(languageOf(c));
    const written = { url: c.req.query("about") ?? "", category: "", text: "" };
    return shown(c, site, words, {
      title: words.t("report.title"),
      main: formPage(await giveForm(ctx), written, null, words),
    });
  });

  const whole = bodyLimit({ maxSize: MOST_FILES * MOST_FILE_BYTES + FORM_BYTES, onError: tooLarge });
  app.post("/report", whole, async (c) => {
    const answer = await line(() => receive(c, ctx, site));
    return answer ?? again(c, ctx, site, { problem: { type: "too-busy" } });
  });

  app.get("/report/look-up", (c) => {
    const words = wordsIn(languageOf(c));
    return shown(c, site, words, { title: words.t("lookUp.title"), main: askPage(null, words) });
  });

  app.post("/report/look-up", async (c) => {
    const words = wordsIn(languageOf(c));
    const field = await readForm(c);
    const { address } = browserOf(c);
    const [receipt, text] = [field("receipt"), field("text")];
    const wrote = text === "" ? null : await writeByReceipt(ctx, { receipt, address, text });
    const found = await lookUp(ctx, { receipt, address });
    if (!found.ok) {
      const isBusy = found.error.type === "submission/too-many";
      const main = askPage(isBusy ? "lookUp.busy" : "lookUp.unknown", words);
      return shown(c, site, words, { title: words.t("lookUp.title"), main, status: isBusy ? 429 : 404 });
    }
    const said = wrote?.ok === true ? words.t("lookUp.sentMessage") : null;
    const problem = wrote?.ok === false ? words.t("lookUp.messageProblem") : null;
    const main = reportPage(found.value, { receipt, said, problem }, words);
    return shown(c, site, words, {
      title: words.t("lookUp.found"),
      main,
      status: problem === null ? 200 : 422,
    });
  });

  return app;
}

async function receive(c: Context, ctx: ApiCtx, site: Site): Promise<Response> {
  const body = await c.req.parseBody({ all: true });
  const field = (name: string) => {
    const [first = ""] = [body[name]].flat();
    return typeof first === "string" ? first : "";
  };
  // A field in which nothing was chosen comes as a file without a name.
  const chosen = [body.files].flat().filter((file): file is File => file instanceof File && file.size > 0);
  const files = await Promise.all(
    chosen.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  );
  const written: Written = { url: field("url"), category: field("category"), text: field("text") };
  const token = field("token");
  const { address } = browserOf(c);
  const sent = await submit(ctx, { ...written, token, work: field("work"), files, address });
  if (!sent.ok) return again(c, ctx, site, { written, token, problem: sent.error });
  const words = wordsIn(languageOf(c));
  const main = receiptPage(sent.value.receipt, words);
  return shown(c, site, words, { title: words.t("receipt.title"), main });
}

/** The form as it was sent, with what was wrong; with a new token only where the old one is of no use any more. */
async function again(
  c: Context,
  ctx: ApiCtx,
  site: Site,
  sent: { written?: Written; token?: string; problem: NonNullable<Parameters<typeof formPage>[2]> },
): Promise<Response> {
  const { written = { url: "", category: "", text: "" }, token, problem } = sent;
  const words = wordsIn(languageOf(c));
  const fresh = await giveForm(ctx);
  const isStale =
    token === undefined || (problem.type === "submission/form" && problem.problem !== "too-soon");
  const main = formPage(isStale ? fresh : { ...fresh, token }, written, problem, words);
  const isBusy = problem.type === "submission/too-many" || problem.type === "too-busy";
  return shown(c, site, words, { title: words.t("report.title"), main, status: isBusy ? 429 : 422 });
}

function shown(
  c: Context,
  site: Site,
  words: Words,
  { title, main, status = 200 }: { title: string; main: Html; status?: 200 | 404 | 422 | 429 },
): Response | Promise<Response> {
  c.header("cache-control", "no-store");
  c.header("content-security-policy", contentPolicy({ scripts: true }));
  return c.html(
    page({
      site,
      title,
      head: html`<script type="module" src="${script.path}"></script>`,
      main: html`${main}${languageLinks(words, c)}`,
      lang: words.lang,
      shell: shellOf(words, false),
    }),
    status,
  );
}
