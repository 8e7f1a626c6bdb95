import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import extractConfig from "dependency-cruiser/config-utl/extract-depcruise-config";

const parts = ["protocol", "media", "moderation", "federation", "server", "conformance", "test"];
const config = await extractConfig(fileURLToPath(new URL("../../.dependency-cruiser.mjs", import.meta.url)));

/** The rules checked, by name. */
export const ruleNames: readonly string[] = [
  ...(config.forbidden ?? []).flatMap(({ name }) => name ?? []),
  "siblings-meet-in-compose",
];

/** One import that breaks the rule: `${rule}: ${from} -> ${to}`, paths relative to the root. */
export type Violation = { readonly rule: string; readonly from: string; readonly to: string };

/** What was found, and how many of the `.ts` files present were really read. */
export type Cruise = { readonly violations: Violation[]; readonly cruised: number; readonly present: number };

/**
 * Checks the import rule of `.dependency-cruiser.mjs` on the parts under `root` (an absolute path).
 *
 * @example
 * const { violations } = await cruiseParts(process.cwd());
 */
export async function cruiseParts(root: string): Promise<Cruise> {
  const here = parts.filter((part) => existsSync(join(root, part)));
  const present = globSync(
    here.map((part) => `${part}/**/*.ts`),
    { cwd: root, exclude: (path) => /(^|\/)(node_modules|dist)$/.test(path) },
  ).length;
  const { output } = await cruise(
    here,
    {
      ...config.options,
      exclude: { path: "^[^/]+/dist/" },
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: config.forbidden ?? [] },
    },
    { ...config.options?.enhancedResolveOptions, bustTheCache: true },
  );
  const result = output as ICruiseResult;
  const modules = result.modules.filter((module) =>
    parts.some((part) => module.source.startsWith(`${part}/`)),
  );
  return {
    violations: [
      ...result.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
      ...modules.flatMap(siblingsMeeting),
    ],
    cruised: modules.filter((module) => module.source.endsWith(".ts")).length,
    present,
  };
}

/**
 * The tool exits 0 when it has read nothing, which is what happens when it finds no compiler API for TypeScript.
 * Says what is missing, or undefined when every file was read and some import was seen.
 */
export function unread({ cruised, present }: Cruise): string | undefined {
  if (present === 0) return "no .ts file found: nothing was checked";
  if (cruised < present)
    return `only ${cruised} of ${present} .ts files were read: is the compiler API there?`;
  return undefined;
}

type Module = ICruiseResult["modules"][number];

/** DESIGN: siblings meet only in server/compose.ts. A rule on single imports cannot say "two of them in one file". */
function siblingsMeeting(module: Module): Violation[] {
  if (!/^server\/(?!compose(\.ts$|\/))/.test(module.source) || module.source.endsWith(".test.ts")) return [];
  const met = new Set(
    module.dependencies.flatMap(
      ({ resolved }) => /^(media|moderation|federation)\//.exec(resolved)?.[1] ?? [],
    ),
  );
  return met.size < 2
    ? []
    : [{ rule: "siblings-meet-in-compose", from: module.source, to: [...met].join(" + ") }];
}
