import { parseCheckpoint } from "#protocol/log/checkpoint.ts";
import { parseNote } from "#protocol/log/note.ts";
import type { Decision } from "#protocol/moot/decision.ts";
import type { PanelRecord } from "#protocol/moot/panel.ts";
import type { VerifiedRecord } from "#protocol/moot/record.ts";
import { verifyRecordFile } from "#protocol/moot/record-file.ts";
import { supportOf } from "#protocol/moot/vote.ts";
import { systemClock } from "../../platform/clock.ts";
import { CommandFailed, type RegisterCommand } from "../cli.ts";
import { describeProblem } from "../record-problems.ts";
import { readSource } from "../record-source.ts";
import { visible } from "../visible.ts";

export const decision: RegisterCommand = (program, cli) => {
  program
    .command("decision")
    .description("what panels of trustees have decided")
    .command("verify <file>")
    .description(
      "check the record of a decision, offline: its signatures, its votes, and the draw of its panel",
    )
    .option("--node-key <key>", "the key that you know the node by (z6Mk...); otherwise the one in the file")
    .action(async (file: string, { nodeKey }: { nodeKey?: string }) => {
      const text = await readSource(file);
      const expected = { now: systemClock.now(), ...(nodeKey !== undefined && { nodeKey }) };
      const verified = await verifyRecordFile(text, expected);
      if (!verified.ok) {
        const why = describeProblem(verified.error);
        throw new CommandFailed(`✗ ${visible(`This decision does not hold: ${why}.`)}`, verified.error);
      }
      const record = verified.value;
      cli.print(summary(record, nodeKey !== undefined), () => describe(record, nodeKey !== undefined));
    });
};

function summary(record: VerifiedRecord, isKeyGiven: boolean) {
  const { decision: decided, panel, signers, nodeKey } = record;
  return {
    decision: decided,
    votes: supportOf(
      decided.votes.map(({ vote }) => vote),
      decided.verdict,
    ),
    signers,
    node: { id: decided.attributedTo, key: nodeKey, isKeyGiven },
    panel: { id: panel.id, members: panel.members, drawnFrom: logOf(panel) },
  };
}

function describe(record: VerifiedRecord, isKeyGiven: boolean): string {
  const { decision: decided, panel, signers, nodeKey } = record;
  const { votes, absent } = decided;
  const support = supportOf(
    votes.map(({ vote }) => vote),
    decided.verdict,
  );
  const { name, size } = logOf(panel);
  const lines = [
    `The decision holds: ${signers.length} of ${panel.size} members and their node have signed it.`,
    `decision  ${decided.id}, of ${decided.published}`,
    `about     ${decided.subject.id ?? `a ${decided.subject.kind} that is not named`}, ${decided.category}`,
    `verdict   ${decided.verdict}, ${decided.days === null ? "for good" : `for ${decided.days} days`}`,
    ...(decided.rules.length === 0 ? ["rule      none"] : decided.rules.map((rule) => `rule      ${rule}`)),
    `votes     ${support.for} for it, ${support.against} against, ${absent.length} absent`,
    ...votes.map((each) => voteLine(each, signers)),
    ...absent.map((trustee) => `  ${trustee}  absent`),
    `node      ${decided.attributedTo}`,
    `by key    ${nodeKey}${isKeyGiven ? ", the one that you gave" : ""}`,
    `panel     ${panel.id}: drawn again, the same ${panel.size} people come out`,
    `drawn by  ${name}, of ${size} entries, from ${panel.roster.length} people`,
  ];
  if (!isKeyGiven)
    lines.push(
      "Nothing in the file shows that this key is the node's: compare it with what the node publishes.",
    );
  return `✓ ${lines.map(visible).join("\n")}`;
}

function voteLine({ trustee, keptBy, vote }: Decision["votes"][number], signers: readonly string[]): string {
  const key = keptBy === "trustee" ? "their own key" : "a key that the node keeps";
  return `  ${trustee}  ${vote.verdict}, ${signers.includes(trustee) ? `signed with ${key}` : "not signed"}`;
}

/** The log that a verified panel was drawn from, as its checkpoint names it. */
function logOf({ checkpoint }: PanelRecord): { name: string; size: number } {
  const note = parseNote(checkpoint);
  const head = note.ok ? parseCheckpoint(note.value.text) : null;
  return { name: head?.origin ?? "", size: head?.size ?? 0 };
}
