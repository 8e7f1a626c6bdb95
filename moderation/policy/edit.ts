import { type Document, isMap, isScalar, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from "yaml";
import type { Format } from "./read/located.ts";

/** One change to one rule of a file. `rule` is as a file has it: `{ on, when, then, ... }`. */
export type RuleChange =
  | { readonly type: "put"; readonly rule: Readonly<Record<string, unknown>> }
  | { readonly type: "remove" }
  | {
      readonly type: "set";
      readonly members: { readonly enabled?: boolean; readonly mode?: "live" | "dry" };
    };

/**
 * Changes one rule in the text of a file that is well-formed. `set` touches nothing else; the others keep all comments, and may indent
 * anew.
 *
 * @returns null where there is no such rule; `put` adds it at the end
 */
export function editRules(text: string, format: Format, id: string, change: RuleChange): string | null {
  const document: Document = parseDocument(text, { schema: "core", stringKeys: true, logLevel: "silent" });
  let root: unknown = document.contents;
  if (isMap(root)) root = root.get("rules", true);
  if (!isSeq(root)) {
    if (change.type !== "put") return null;
    document.contents = document.createNode({ rules: [{ id, ...change.rule }] });
    return written(document, format);
  }
  const list = root as YAMLSeq;
  const place = list.items.findIndex((item) => isMap(item) && idOf(item.get("id", true)) === id);
  const item = list.items[place];
  if (change.type === "put") {
    const node = document.createNode({ id, ...change.rule });
    if (item === undefined) {
      // After `rules: []` one rule a line.
      list.flow = false;
      list.items.push(node);
    } else list.items[place] = node;
  } else if (item === undefined) return null;
  else if (change.type === "remove") list.items.splice(place, 1);
  else if (isMap(item)) return withMembers(text, item, change.members);
  return written(document, format);
}

/** Writes over the values that are there, from the last one, and the others behind the id. */
function withMembers(
  text: string,
  item: YAMLMap,
  members: Readonly<Record<string, boolean | string>>,
): string | null {
  const idPair = item.items.find(({ key }) => idOf(key) === "id");
  const [idStart, idEnd] = [rangeOf(idPair?.key)?.[0], rangeOf(idPair?.value)?.[1]];
  if (idStart === undefined || idEnd === undefined) return null;
  const quote = text[idStart] === '"' ? '"' : "";
  const edits = Object.entries(members).map(([name, value]) => {
    const pair = item.items.find(({ key }) => idOf(key) === name);
    const range = rangeOf(pair?.value);
    if (range) return { from: range[0], to: range[1], as: JSON.stringify(value) };
    const added = `${quote}${name}${quote}: ${JSON.stringify(value)}`;
    if (item.flow) return { from: idEnd, to: idEnd, as: `, ${added}` };
    const lineEnd = text.indexOf("\n", idEnd);
    const place = lineEnd === -1 ? text.length : lineEnd;
    const indent = " ".repeat(idStart - (text.lastIndexOf("\n", idStart) + 1));
    return { from: place, to: place, as: `\n${indent}${added}` };
  });
  return edits
    .sort((a, b) => b.from - a.from)
    .reduce((whole, { from, to, as }) => whole.slice(0, from) + as + whole.slice(to), text);
}

const rangeOf = (node: unknown) => (isScalar(node) ? node.range : undefined);

function written(document: Document, format: Format): string {
  return format === "json"
    ? `${JSON.stringify(document.toJS(), null, 2)}\n`
    : document.toString({ lineWidth: 0 });
}

const idOf = (node: unknown): unknown => (isScalar(node) ? node.value : node);
