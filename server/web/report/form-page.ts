import { html } from "hono/html";
import { categories } from "#moderation/category.ts";
import { MOST_FILE_BYTES, MOST_FILES } from "../../submissions/files.ts";
import type { Form } from "../../submissions/form.ts";
import type { SubmitError } from "../../submissions/submit.ts";
import { alert } from "../form.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";

/** What somebody has written so far. */
export interface Written {
  url: string;
  category: string;
  text: string;
  /** Files came with it, which a browser does not send a second time by itself. */
  hadFiles?: boolean;
}

export type Problem = SubmitError | { type: "too-busy" } | { type: "incomplete" };

export function formPage(
  { token, difficulty }: Pick<Form, "token" | "difficulty">,
  written: Written,
  problem: Problem | null,
  words: Words,
): Html {
  const { t, lang } = words;
  const names = Object.keys(categories) as (keyof typeof categories)[];
  const size = MOST_FILE_BYTES / 1_048_576;
  return html`<h1>${t("report.title")}</h1>
<p>${t("report.lead")}</p>
<p>${t("report.urgent")}</p>
<p><a href="/report/look-up?lang=${lang}">${t("report.lookUpLink")}</a></p>
${alert(problem === null ? null : [problemOf(problem, words), ...(written.hadFiles ? [t("report.filesAgain")] : [])].join(" "))}
<form method="post" action="/report?lang=${lang}" enctype="multipart/form-data" class="card stack" data-difficulty="${difficulty}">
<div><label for="url">${t("report.url")}</label><p class="hint" id="url-hint">${t("report.urlHint")}</p>
<input type="url" id="url" name="url" required maxlength="2000" dir="ltr" value="${written.url}" aria-describedby="url-hint"></div>
<div><label for="category">${t("report.category")}</label><select id="category" name="category" required>
<option value="">${t("report.choose")}</option>
${names.map((name) => html`<option value="${name}"${name === written.category ? html` selected` : ""}>${t(`category.${name}`)}</option>`)}
</select></div>
<div><label for="text">${t("report.text")}</label><p class="hint" id="text-hint">${t("report.textHint")}</p>
<textarea id="text" name="text" rows="6" maxlength="5000" dir="auto" aria-describedby="text-hint">${written.text}</textarea></div>
<div><label for="files">${t("report.files")}</label><p class="hint" id="files-hint">${t("report.filesHint", { count: MOST_FILES, size })}</p>
<input type="file" id="files" name="files" multiple accept="image/png,image/jpeg,image/gif,image/webp,application/pdf,text/plain" aria-describedby="files-hint"></div>
<p><button type="submit">${t("report.send")}</button></p>
<input type="hidden" name="token" value="${token}"><input type="hidden" name="work" value=""></form>
<h2>${t("report.next")}</h2><p>${t("report.nextText")}</p>`;
}

/** The code, which is shown once. */
export function receiptPage(receipt: string, { t, lang }: Words): Html {
  return html`<h1>${t("receipt.title")}</h1>
<div class="card stack"><h2>${t("receipt.code")}</h2>
<p class="receipt" dir="ltr"><strong>${receipt}</strong></p>
<p>${t("receipt.keep")}</p></div>
<p>${t("receipt.next")}</p>
<p><a href="/report/look-up?lang=${lang}">${t("receipt.lookUp")}</a> · <a href="/report?lang=${lang}">${t("receipt.again")}</a></p>`;
}

function problemOf(problem: Problem, { t }: Words): string {
  switch (problem.type) {
    case "submission/form":
      return t(problem.problem === "too-soon" ? "report.problem.fast" : "report.problem.stale");
    case "submission/too-many":
      return t("report.problem.busy");
    case "submission/no-more-files":
      return t("report.problem.noMoreFiles");
    case "too-busy":
      return t("report.problem.line");
    case "incomplete":
      return t("report.problem.incomplete");
    case "submission/text-too-long":
      return t("report.problem.text", { most: problem.most });
    case "submission/category-unknown":
      return t("report.problem.category");
    case "submission/subject-not-found":
      return t("report.problem.url");
    case "submission/too-many-files":
      return t("report.problem.files", { most: problem.most });
    case "submission/file-too-large":
      return t("report.problem.size");
    case "submission/file-kind":
      return t("report.problem.type");
  }
}
