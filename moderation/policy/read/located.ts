import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from "yaml";
import type { Position, Problems } from "../problem.ts";

/** A value of a YAML or JSON file with the place at which it stands. */
export type Located = { readonly at: Position } & (
  | { readonly kind: "map"; readonly entries: ReadonlyMap<string, { key: Position; value: Located }> }
  | { readonly kind: "list"; readonly items: readonly Located[] }
  | { readonly kind: "scalar"; readonly value: string | number | boolean | null }
);

export type Format = "yaml" | "json";

/** However often aliases repeat a part, and however deep they nest. */
const MOST_NODES = 400_000;
const DEEPEST = 60;

/**
 * Reads YAML 1.2 or JSON, which it contains. Tags, custom types and merge keys have no meaning here.
 *
 * @returns null where it is not well-formed; the problems say why
 */
export function readLocated(text: string, format: Format, problems: Problems): Located | null {
  const lines = new LineCounter();
  // JSON may be indented by tabs; a tab at the beginning of a line is never in one of its strings.
  const source = format === "json" ? text.replaceAll(/^\t+/gm, (tabs) => " ".repeat(tabs.length)) : text;
  const document = parseDocument(source, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    uniqueKeys: true,
    schema: "core",
    logLevel: "silent",
  });
  const placeOf = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  for (const error of document.errors) problems.add(placeOf(error.pos[0]), sentence(error.message));
  if (document.errors.length > 0) return null;
  const meant = aliasesOf(document);
  let nodes = 0;

  function locate(node: Node | null | undefined, at: Position, depth: number): Located | null {
    nodes += 1;
    if (nodes > MOST_NODES || depth > DEEPEST) {
      if (nodes !== Number.POSITIVE_INFINITY)
        problems.add(at, depth > DEEPEST ? "this is nested too deeply" : "the file is too large");
      nodes = Number.POSITIVE_INFINITY;
      return null;
    }
    if (node === null || node === undefined) return { at, kind: "scalar", value: null };
    if (isAlias(node)) return locate(meant.get(node), at, depth + 1);
    const here = node.range ? placeOf(node.range[0]) : at;
    if (isScalar(node)) return scalar(node.value, here, problems);
    if (isSeq(node)) {
      const items: Located[] = [];
      for (const item of node.items) {
        const located = locate(item as Node, here, depth + 1);
        if (located === null) return null;
        items.push(located);
      }
      return { at: here, kind: "list", items };
    }
    if (!isMap(node)) return null;
    const entries = new Map<string, { key: Position; value: Located }>();
    for (const pair of node.items) {
      const key = isScalar(pair.key) ? pair.key : null;
      const place = key?.range ? placeOf(key.range[0]) : here;
      const value = locate(pair.value as Node | null, place, depth + 1);
      if (value === null) return null;
      entries.set(String(key?.value), { key: place, value });
    }
    return { at: here, kind: "map", entries };
  }

  const root = locate(document.contents, { line: 1, column: 1 }, 0);
  return root;
}

/** What each alias stands for: the last anchor of its name before it. The parser looks for each through the whole file. */
function aliasesOf(document: Document.Parsed): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>();
  const meant = new Map<Alias, Node>();
  visit(document, {
    Node(_, node) {
      const target = isAlias(node) ? anchors.get(node.source) : undefined;
      if (isAlias(node)) {
        if (target !== undefined) meant.set(node, target);
      } else if (node.anchor) anchors.set(node.anchor, node);
    },
  });
  return meant;
}

function scalar(value: unknown, at: Position, problems: Problems): Located | null {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return { at, kind: "scalar", value };
  problems.add(at, "a text, a number, true or false was expected");
  return null;
}

/** The parser's message without its own picture of the place. */
function sentence(message: string): string {
  return message.split("\n")[0]?.replace(/ at line \d+.*$/, "") ?? message;
}
