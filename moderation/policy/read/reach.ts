import { type Filter, filtersFor } from "../../filter.ts";
import type { Occasion } from "../facts.ts";
import type { Position, Problems } from "../problem.ts";
import type { Rule } from "../rule.ts";

const inForce: Readonly<Record<Occasion, readonly Filter[]>> = {
  inbound: filtersFor("rule"),
  outbound: filtersFor("rule"),
  edit: filtersFor("rule"),
  profile: filtersFor("account"),
  registration: [],
  report: [],
};

/** A rule that says what nobody would do on its occasions, or for its community, is refused: it would do nothing, in silence. */
export function checkReach(
  { on, scope }: Pick<Rule, "on" | "scope">,
  { filters, label, verdict }: Rule["effect"],
  at: Position,
  problems: Problems,
): void {
  if (on.length === 0) return;
  const occasions = on.join(", ");
  for (const filter of filters)
    if (!on.some((occasion) => inForce[occasion].includes(filter)))
      problems.add(at, `the filter "${filter}" does nothing on ${occasions}`);
  if (label !== null && on.every((occasion) => inForce[occasion].length === 0))
    problems.add(at, `nobody would see a label on ${occasions}`);
  if (verdict === "hold" && on.every((occasion) => occasion === "report"))
    problems.add(at, "a report cannot be held: it waits for a moderator anyway");
  if (scope !== "node" && (filters.length > 0 || label !== null))
    problems.add(at, "rules of a community hold or refuse; filters and labels are for rules of the node");
  if (scope !== "node" && !on.some((occasion) => occasion === "inbound" || occasion === "outbound"))
    problems.add(at, "rules of a community are about what is posted in it: on inbound, outbound");
}
