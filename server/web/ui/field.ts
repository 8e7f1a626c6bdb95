import { html } from "hono/html";
import type { Html } from "./layout.ts";

export interface Field {
  name: string;
  label: string;
  hint: string;
  value?: string;
  /** What is wrong with the value, shown with the field and read out with it. */
  problem: string | null;
  /** Attributes of the input. */
  type?: "text" | "password" | "email";
  inputmode?: "numeric" | "email";
  /** Told from a field of the same name in another form of the page. */
  id?: string;
  autocomplete: string;
  required?: boolean;
  maxlength: number;
  minlength?: number;
  /** The first field with a problem, or the first of a fresh form. */
  autofocus?: boolean;
}

/** A labelled input with its hint and problem, tied to it by aria-describedby. */
export function field(spec: Field): Html {
  const id = spec.id ?? spec.name;
  const hintId = `${id}-hint`;
  const problemId = `${id}-problem`;
  const describedBy = spec.problem === null ? hintId : `${problemId} ${hintId}`;
  return html`<div>
<label for="${id}">${spec.label}</label>
<p class="hint" id="${hintId}">${spec.hint}</p>
<input id="${id}" name="${spec.name}" type="${spec.type ?? "text"}" value="${spec.value ?? ""}"
 autocomplete="${spec.autocomplete}" maxlength="${spec.maxlength}" aria-describedby="${describedBy}"
 ${spec.inputmode === undefined ? "" : html`inputmode="${spec.inputmode}"`}
 ${spec.minlength === undefined ? "" : html`minlength="${spec.minlength}"`}
 ${spec.type === "password" ? "" : html`autocapitalize="none" spellcheck="false"`}
 ${spec.required ? "required" : ""} ${spec.autofocus ? "autofocus" : ""}
 ${spec.problem === null ? "" : html`aria-invalid="true"`}>
${spec.problem === null ? "" : html`<p class="wrong" id="${problemId}">${spec.problem}</p>`}
</div>`;
}
