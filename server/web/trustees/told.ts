import { html, raw } from "hono/html";
import type { MessageKey } from "../messages/catalogues.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";

type Told = MessageKey extends infer K ? (K extends `portal.told.${infer Name}` ? Name : never) : never;

/** What the scripts of a form tell, as attributes: they have no words of their own. */
export function toldBy(names: readonly Told[], { t }: Words): Html {
  return html`${names.map((name) => html` ${raw(`data-${name}`)}="${t(`portal.told.${name}`)}"`)}`;
}
