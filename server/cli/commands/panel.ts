import { type PanelRecord, readPanel, redraw } from "#protocol/moot/panel.ts";
import { parseJson } from "#protocol/moot/record-file.ts";
import type { JsonObject } from "#protocol/signing/proofs.ts";
import { type Cli, CommandFailed, type RegisterCommand } from "../cli.ts";
import { describeProblem } from "../record-problems.ts";
import { fetchSource, MAX_SOURCE_BYTES, readSource } from "../record-source.ts";
import { visible } from "../visible.ts";

export const panel: RegisterCommand = (program, cli) => {
  program
    .command("panel")
    .description("who judges, and how they were drawn")
    .command("draw <place>")
    .description("draw a panel again, from its record, that of its decision, or its address, and compare")
    .action(async (place: string) => {
      const record = await find(cli, place);
      const drawn = await redraw(record);
      if (!drawn.ok)
        throw new CommandFailed(
          `✗ ${visible(`This panel does not come out: ${describeProblem(drawn.error)}.`)}`,
          drawn.error,
        );
      const { id, roster, excluded, left, members } = record;
      cli.print({ id, members, speakers: drawn.value.speakers, isSame: true }, () =>
        [
          `✓ ${visible(id)}: drawn again, the same people come out.`,
          ...members.map((member) => `  ${member}`),
          `From ${roster.length} people, without ${excluded.length} who might not sit; ${left.length} left and were replaced.`,
          "That is the draw alone: `folkmoot decision verify` checks who has signed.",
        ].join("\n"),
      );
    });
};

async function find(cli: Cli, place: string): Promise<PanelRecord> {
  const isUrl = /^https?:\/\//.test(place);
  const source = isUrl ? await fetchSource(cli, place) : { text: await readSource(place), url: null };
  const value = parseJson(source.text, MAX_SOURCE_BYTES);
  if (!value.ok) throw failed(describeProblem(value.error), value.error);
  const read = readPanel(panelIn(value.value));
  if (!read.ok) throw failed(describeProblem(read.error), read.error);
  // Whoever answers speaks for what is theirs, and for nobody else's panels.
  if (source.url !== null && !isOf(source.url, read.value.id))
    throw failed(`its id is of another place: ${read.value.id}`, { type: "panel/foreign-id" });
  return read.value;
}

function isOf(url: string, id: string): boolean {
  return new URL(url).origin === new URL(id).origin;
}

function failed(why: string, detail: unknown): CommandFailed {
  return new CommandFailed(`✗ ${visible(`There is no panel: ${why}.`)}`, detail);
}

/** The panel in the record of a decision, or the object itself. */
function panelIn(value: JsonObject): JsonObject {
  const { panel: inside, type } = value;
  const isRecord = Array.isArray(type) && type.includes("DecisionRecord");
  return isRecord && typeof inside === "object" && inside !== null ? (inside as JsonObject) : value;
}
