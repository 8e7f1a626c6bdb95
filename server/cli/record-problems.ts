import type { PanelError, RedrawError } from "#protocol/moot/panel.ts";
import type { RecordError } from "#protocol/moot/record.ts";
import type { RecordFileError } from "#protocol/moot/record-file.ts";

type Problem = RecordError | RecordFileError | PanelError | RedrawError;
type Words = { readonly [T in Problem["type"]]: (problem: Extract<Problem, { type: T }>) => string };

const member = (of: string) => (problem: { member: string; reason: string }) =>
  `it is no ${of}: its ${problem.member} ${problem.reason}`;

const words: Words = {
  "record/too-large": () => "the file is larger than 1 MB",
  "record/no-json": () => "the file holds no JSON object",
  "record/ambiguous": () =>
    "the file says something twice, or in a way that two readers could understand differently",
  "record/malformed": member("record of a decision"),
  "record/other-node-key": ({ key }) => `it is signed with another key than the node's: ${key}`,
  "record/disagrees": ({ member: name }) =>
    `the decision, its panel and the roster say different things: ${name}`,
  "record/other-members": () => "others have voted, or were absent, than sat on the panel",
  "record/no-term": ({ trustee }) => `the roster has no term of a member of the panel: ${trustee}`,
  "record/kept-by": ({ trustee }) =>
    `the decision and the roster disagree about who keeps the key of ${trustee}`,
  "roster/malformed": member("roster"),
  "roster/bad-signature": () => "the roster is not signed by the node, or was changed since",
  "panel/malformed": member("panel"),
  "panel/bad-signature": () => "the panel is not signed by the node, or was changed since",
  "panel/bad-log-key": () => "the key of the log that the panel was drawn from is none",
  "panel/other-members": ({ drawn, members }) =>
    `the draw gives other people. Drawn: ${drawn.join(", ")}. On the panel: ${members.join(", ")}`,
  "draw/too-few": ({ eligible, size }) => `only ${eligible} people could be drawn, for ${size} seats`,
  "draw/one-community": ({ community }) => `only people of ${community} could be drawn`,
  "draw/never-sat": ({ trustee }) => `somebody is said to have left who had no seat: ${trustee}`,
  "draw/bad-checkpoint": () => "the checkpoint is not signed by the log that the panel was drawn from",
  "draw/too-early": () => "the checkpoint was already there when the case was put before a panel",
  "decision/malformed": member("decision"),
  "decision/bad-panel": () => "its panel has not the size that panels of its level have",
  "decision/no-quorum": ({ votes, size }) => `only ${votes} of ${size} members have voted`,
  "decision/not-as-voted": () => "the decision is not what was voted for",
  "decision/bad-signature": ({ by }) => `a signature is wrong, or the decision was changed since: ${by}`,
  "decision/stranger": ({ by }) => `somebody has signed who did not vote, or who signed already: ${by}`,
  "decision/no-trustee": ({ trustee }) => `somebody has signed who is no trustee of the node: ${trustee}`,
  "decision/out-of-term": ({ trustee }) => `somebody has signed out of their term: ${trustee}`,
  "decision/not-by-node": () => "the node has not signed the decision",
  "decision/too-few-signatures": ({ signatures, needed }) =>
    `only ${signatures} members of the panel have signed it, and ${needed} are needed`,
};

/** Why a record does not hold, in words. */
export function describeProblem(problem: Problem): string {
  const describe = words[problem.type] as (of: Problem) => string;
  return describe(problem);
}
