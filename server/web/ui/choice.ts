import { html } from "hono/html";
import type { Html } from "./layout.ts";

export interface Choice {
  name: string;
  label: string;
  hint: string;
  /** Words by value, in the order in which they are shown. */
  options: Readonly<Record<string, string>>;
  value: string;
  /** What is wrong with the value. */
  problem?: string | null;
}

/** One of several, with its hint and problem tied to it as a `field`'s are. */
export function choice({ name, label, hint, options, value, problem = null }: Choice): Html {
  const describedBy = problem === null ? `${name}-hint` : `${name}-problem ${name}-hint`;
  return html`<div>
<label for="${name}">${label}</label>
<p class="hint" id="${name}-hint">${hint}</p>
<select id="${name}" name="${name}" aria-describedby="${describedBy}"${problem === null ? "" : html` aria-invalid="true"`}>
${Object.entries(options).map(([each, title]) => html`<option value="${each}"${each === value ? html` selected` : ""}>${title}</option>`)}
</select>
${problem === null ? "" : html`<p class="wrong" id="${name}-problem">${problem}</p>`}
</div>`;
}

export interface Tick {
  name: string;
  label: string;
  hint: string;
  checked: boolean;
}

/** Yes or no. */
export function tick({ name, label, hint, checked }: Tick): Html {
  return html`<div class="tick">
<input id="${name}" name="${name}" type="checkbox" value="yes" aria-describedby="${name}-hint"${checked ? html` checked` : ""}>
<div><label for="${name}">${label}</label>
<p class="hint" id="${name}-hint">${hint}</p></div>
</div>`;
}
