import { html } from "hono/html";
import type { TrainingCase } from "#moderation/trustees/training/case.ts";
import type { Training } from "#moderation/trustees/training/train.ts";
import type { Trustee } from "#moderation/trustees/trustee.ts";
import { type Verdict, verdicts } from "#protocol/moot/vote.ts";
import { flash } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";
import { officeTabs, type ShownPage } from "./frame.ts";
import { type Problem, problemOf } from "./problem.ts";
import { verdictChoice } from "./verdict-choice.ts";

interface Shown {
  readonly training: Training;
  readonly trustee: Trustee;
  readonly id: string | null;
  readonly problem: Problem | null;
  /** Whether the case that is shown was judged just now. */
  readonly isJudged: boolean;
}

/** What there is to choose from whatever the cases are. */
const usual = new Set<Verdict>(["none", "warn", "sensitive", "limit", "remove", "freeze", "suspend"]);

/** One case to train on, how far somebody is, and the way to the others. */
export function trainingPage(shown: Shown, words: Words): ShownPage {
  const { t } = words;
  const { training, trustee, problem } = shown;
  const { cases, needed } = training;
  const right = Math.min(training.right, needed);
  const asked = cases.find(({ id }) => id === shown.id);
  const current = asked ?? cases.find((each) => stateOf(each, training) !== "right") ?? cases[0];
  const main = html`${officeTabs("/trustee/training", words)}${flash(problem === null ? null : problemOf(problem, words), problem !== null)}
<h1>${t("portal.trainingTitle")}</h1><p>${t("portal.trainingText")}</p>
<p><label for="progress">${t("portal.progress", { right, needed })}</label><progress id="progress" max="${needed}" value="${right}"></progress></p>
${trustee.certifiedAt === null ? "" : html`<p><strong>${t("portal.certified")}</strong></p>`}
${current === undefined ? "" : one(current, shown, words)}
<nav aria-labelledby="all-title"><h2 id="all-title">${t("portal.allCases")}</h2><ol class="card ledger">${cases.map((each, at) => way(each, { at, training, isHere: each === current }, words))}</ol></nav>`;
  return { title: t("portal.trainingTitle"), main };
}

type State = "right" | "wrong" | "open";

function stateOf({ id }: TrainingCase, { answers }: Training): State {
  const given = answers.find(({ trainingCase }) => trainingCase === id);
  if (given === undefined) return "open";
  return given.isRight ? "right" : "wrong";
}

function way(
  each: TrainingCase,
  { at, training, isHere }: { at: number; training: Training; isHere: boolean },
  { t }: Words,
): Html {
  const count = training.cases.length;
  return html`<li class="apart"><a href="/trustee/training?case=${each.id}"${isHere ? html` aria-current="true"` : ""}>${t("portal.trainingCase", { number: at + 1, count })}</a><span class="tag">${t(`portal.case.${stateOf(each, training)}`)}</span></li>`;
}

function one(current: TrainingCase, { training, isJudged, problem }: Shown, words: Words): Html {
  const { t } = words;
  const { cases, answers } = training;
  const { id, category, text, rule, language } = current;
  const number = cases.indexOf(current) + 1;
  const given = answers.find(({ trainingCase }) => trainingCase === id);
  const offered = verdicts.filter(
    (verdict) => usual.has(verdict) || cases.some((each) => each.verdicts.includes(verdict)),
  );
  return html`<section class="card stack" aria-labelledby="case-title"><h2 id="case-title">${t("portal.trainingCase", { number, count: cases.length })}</h2>
<p class="tags"><span class="tag">${t(`category.${category}`)}</span></p>
<p lang="${language}" dir="auto">${text}</p>
<p class="tight"><strong>${t("portal.rule")}:</strong> <span lang="${language}" dir="auto">${rule}</span></p>
${given === undefined ? "" : result(current, { given, training, isJudged }, words)}
${
  given?.isRight
    ? ""
    : html`<form method="post" action="/trustee/training/${id}" class="stack">
${verdictChoice({ legend: t("portal.judge"), offered, chosen: null, problem: problem?.type === "training/no-verdict" ? problemOf(problem, words) : null }, words)}
<p><button>${t(given === undefined ? "portal.judgeDo" : "portal.judgeAgain")}</button></p></form>`
}</section>`;
}

function result(
  current: TrainingCase,
  {
    given,
    training,
    isJudged,
  }: { given: Training["answers"][number]; training: Training; isJudged: boolean },
  words: Words,
): Html {
  const { t } = words;
  const { isRight } = given;
  const verdict = verdicts.find((each) => each === given.verdict) ?? "none";
  const next = training.cases.find((each) => each !== current && stateOf(each, training) !== "right");
  const attributes = isJudged ? html` role="${isRight ? "status" : "alert"}" tabindex="-1" autofocus` : "";
  return html`<div class="nested flash${isRight ? "" : " bad"}"${attributes}><p><strong>${t(isRight ? "portal.right" : "portal.wrong")}</strong> ${t("portal.youSaid", { verdict: t(`kind.${verdict}`) })}</p>
<p lang="${current.language}" dir="auto">${current.why}</p>
${isRight && next !== undefined ? html`<p><a class="button" href="/trustee/training?case=${next.id}">${t("portal.next")}</a></p>` : ""}</div>`;
}
