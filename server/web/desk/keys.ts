import { keyList } from "../media/parts.ts";
import type { MessageKey } from "../messages/catalogues.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";

const queue = {
  j: "key.next",
  k: "key.previous",
  o: "key.open",
  x: "key.pick",
  "/": "key.search",
  "?": "key.help",
} as const;
const one = {
  a: "key.act",
  n: "key.note",
  u: "key.undo",
  m: "key.blur",
  l: "key.list",
  "?": "key.help",
} as const;

/** The keys of a page, listed where scripts run. */
export function deskKeys(page: "queue" | "case", { t }: Words): Html {
  const keys: Readonly<Record<string, keyof Pick<Record<MessageKey, string>, `key.${string}` & MessageKey>>> =
    page === "queue" ? queue : one;
  return keyList(
    Object.entries(keys).map(([key, what]) => [key, t(what)]),
    t("desk.keys"),
  );
}
