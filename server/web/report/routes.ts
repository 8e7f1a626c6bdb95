import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { html } from "hono/html";
import type { Refusal } from "../../api/refusal.ts";
import { createOpenTurns } from "../../api/upload/turns.ts";
import type { ApiCtx } from "../../context.ts";
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
import { formPage, type Problem, receiptPage, type Written } from "./form-page.ts";
import { askPage, reportPage } from "./look-up-page.ts";
import { receiveReport, type Sent } from "./receive.ts";

const FORM_BYTES = 64 * 1024;

const script = ownScript("report", new URL("report.js", import.meta.url));

/** `/report` and `/report/look-up`: for people without an account. Who they are is neither asked nor kept; there are no cookies. */
export function reportRoutes(ctx: ApiCtx, site: Site): Hono {
  const app = new Hono();
  const turns = createOpenTurns();
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

  app.post("/report", async (c) => {
    const from = { turns, address: browserOf(c).address };
    const received = await receiveReport(ctx, c.req.raw, from, (sent) => take(c, ctx, site, sent));
    return received.ok ? received.value : again(c, ctx, site, { problem: problemOf(received.error) });
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
    const found = await lookUp(ctx, { receipt, address, words });
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

async function take(c: Context, ctx: ApiCtx, site: Site, { field, files }: Sent): Promise<Response> {
  const written: Written = {
    url: field("url"),
    category: field("category"),
    text: field("text"),
    hadFiles: files.length > 0,
  };
  const token = field("token");
  if (files.some(({ size }) => size > MOST_FILE_BYTES)) {
    const problem = { type: "submission/file-too-large", most: MOST_FILE_BYTES } as const;
    return again(c, ctx, site, { written, token, problem });
  }
  const { address } = browserOf(c);
  const sent = await submit(ctx, { ...written, token, work: field("work"), address, files });
  if (!sent.ok) return again(c, ctx, site, { written, token, problem: sent.error });
  const words = wordsIn(languageOf(c));
  const main = receiptPage(sent.value.receipt, words);
  return shown(c, site, words, { title: words.t("receipt.title"), main });
}

/** What was not even read as a form. */
function problemOf({ status }: Refusal): Problem {
  if (status === 413) return { type: "submission/file-too-large", most: MOST_FILE_BYTES };
  if (status === 422) return { type: "submission/too-many-files", most: MOST_FILES };
  return status === 400 ? { type: "incomplete" } : { type: "too-busy" };
}

/** The form as it was sent, with what was wrong; with a new token only where the old one is of no use any more. */
async function again(
  c: Context,
  ctx: ApiCtx,
  site: Site,
  sent: { written?: Written; token?: string; problem: Problem },
): Promise<Response> {
  const { written = { url: "", category: "", text: "" }, token, problem } = sent;
  const words = wordsIn(languageOf(c));
  const fresh = await giveForm(ctx);
  const isStale =
    token === undefined || (problem.type === "submission/form" && problem.problem !== "too-soon");
  const main = formPage(isStale ? fresh : { ...fresh, token }, written, problem, words);
  return shown(c, site, words, { title: words.t("report.title"), main, status: statusOf(problem) });
}

function statusOf({ type }: Problem): 400 | 422 | 429 {
  if (type === "incomplete") return 400;
  const isBusy = type === "submission/too-many" || type === "submission/no-more-files" || type === "too-busy";
  return isBusy ? 429 : 422;
}

function shown(
  c: Context,
  site: Site,
  words: Words,
  { title, main, status = 200 }: { title: string; main: Html; status?: 200 | 400 | 404 | 422 | 429 },
): Response | Promise<Response> {
  c.header("cache-control", "no-store");
  c.header("content-security-policy", contentPolicy({ scripts: true }));
  return c.html(
    page({
      site,
      title,
      head: html`<script type="module" src="${script.path}"></script>`,
      // What a form was answered with is at no address: the way to another language would lead away from it.
      main: html`${main}${c.req.method === "GET" ? languageLinks(words, c) : ""}`,
      lang: words.lang,
      shell: shellOf(words, false),
    }),
    status,
  );
}
