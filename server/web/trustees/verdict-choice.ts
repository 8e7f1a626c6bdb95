import { html } from "hono/html";
import type { Verdict } from "#protocol/moot/vote.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";

interface Choice {
  readonly legend: string;
  /** From the mildest to the gravest. */
  readonly offered: readonly Verdict[];
  readonly chosen: string | null;
  readonly problem: string | null;
}

/** Verdicts to choose one from, each with what it does. */
export function verdictChoice({ legend, offered, chosen, problem }: Choice, { t }: Words): Html {
  return html`<fieldset class="nested${problem === null ? "" : " bad"}"${problem === null ? "" : html` aria-describedby="verdict-problem"`}><legend>${legend}</legend>
${problem === null ? "" : html`<p class="wrong" id="verdict-problem">${problem}</p>`}<div class="kinds">${offered.map(
    (verdict) =>
      html`<label><input type="radio" name="verdict" value="${verdict}" required${verdict === chosen ? html` checked` : ""}><span>${t(`kind.${verdict}`)}<span class="hint">${t(`does.${verdict}`)}</span></span></label>`,
  )}</div></fieldset>`;
}
