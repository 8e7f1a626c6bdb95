import type { ListKind } from "../lists/list.ts";
import { nearest } from "../nearest.ts";
import { createProblems, type PolicyProblem } from "../problem.ts";
import type { RuleSet } from "../rule.ts";
import { testsOf } from "../tests-of.ts";

/** The names of the lists that rules ask. */
export function listsOf({ rules }: RuleSet): ReadonlySet<string> {
  const tests = rules.flatMap(({ when }) => testsOf(when));
  return new Set(tests.flatMap(({ test }) => (test.op === "inList" ? [test.list] : [])));
}

/** Whether the lists that rules ask are there, and of a kind that can hold what is asked. */
export function checkLists(
  { rules }: RuleSet,
  kinds: ReadonlyMap<string, ListKind>,
): readonly PolicyProblem[] {
  const problems = createProblems();
  for (const rule of rules) {
    problems.enter(rule.id);
    for (const { fact, test, at } of testsOf(rule.when)) {
      if (test.op !== "inList") continue;
      const kind = kinds.get(test.list);
      const fit = fitting[fact] ?? ["word"];
      if (kind === undefined) problems.add(at, missing(test.list, [...kinds.keys()]));
      else if (!fit.includes(kind))
        problems.add(
          at,
          `the list "${test.list}" is one of kind ${kind}; ${fact} takes one of kind ${fit.join(" or ")}`,
        );
    }
  }
  return problems.all;
}

function missing(name: string, names: readonly string[]): string {
  const meant = nearest(name, names);
  return `there is no list "${name}"${meant === null ? "" : `; did you mean "${meant}"?`}`;
}

/** Facts that only some kinds of lists can hold; all others are texts. */
const fitting: Readonly<Record<string, readonly ListKind[]>> = {
  "post.media.sha256": ["sha256"],
  "post.media.pdq": ["pdq"],
  "server.domain": ["domain"],
  "author.domain": ["domain"],
  "post.linkDomains": ["domain"],
  "registration.emailDomain": ["domain"],
  "post.links": ["link", "domain"],
  "author.handle": ["handle", "word"],
  "post.mentions": ["handle", "word"],
};
