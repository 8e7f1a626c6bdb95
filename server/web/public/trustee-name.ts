import { html } from "hono/html";
import type { Html } from "../ui/layout.ts";

const PREFIX = "did:key:";
const ENDS = 6;

/** The name under which a trustee signs: its ends, and all of it for who opens it. */
export function trusteeName(trustee: string): Html {
  const key = trustee.startsWith(PREFIX) ? trustee.slice(PREFIX.length) : trustee;
  const short = key.length <= ENDS * 2 ? key : `${key.slice(0, ENDS)}…${key.slice(-ENDS)}`;
  return html`<details class="name"><summary><code dir="ltr">${short}</code></summary><code dir="ltr">${trustee}</code></details>`;
}
