import { holdsSeat, type Member, type Panel } from "#moderation/trustees/panels/panel.ts";
import { panelById } from "#moderation/trustees/panels/read.ts";
import { seconds } from "#moderation/trustees/panels/signature.ts";
import { readTerms } from "#moderation/trustees/roster.ts";
import { formatNoteKey } from "#protocol/log/note-key.ts";
import { writePanel } from "#protocol/moot/panel.ts";
import { writeRecord } from "#protocol/moot/record.ts";
import { writeRoster } from "#protocol/moot/roster.ts";
import type { JsonObject } from "#protocol/signing/proofs.ts";
import type { Ctx } from "../context.ts";
import { statementsOn } from "../desk/moderation.ts";
import { ledgerSigner } from "../ledger/signer.ts";
import { nodeIdentity, signAsNode } from "../moot/sign.ts";

type Deps = Pick<Ctx, "sql" | "db" | "ids" | "clock" | "uris" | "handleHost">;

/**
 * Everybody who is or was a trustee here, signed by the node.
 *
 * @param among these alone, by the names under which they sign; null for all
 */
export async function rosterRecord(ctx: Deps, among: readonly string[] | null): Promise<JsonObject> {
  const terms = await readTerms(statementsOn(ctx.sql), among);
  const roster = writeRoster({
    id: ctx.uris.roster(),
    attributedTo: ctx.uris.nodeActor(),
    published: seconds(ctx.clock.now()),
    trustees: terms.map(({ from, until, ...term }) => ({
      ...term,
      // The whole second in which it began, and the one in which it ended.
      from: seconds(from),
      until: seconds(new Date(until.getTime() + 999)),
    })),
  });
  return signAsNode(ctx, roster);
}

/** A panel with all that drew it, signed by the node. Null before it is drawn, and for none. */
export async function panelRecord(ctx: Deps, panelId: string): Promise<JsonObject | null> {
  const found = await panelById(statementsOn(ctx.sql), panelId);
  return found === null ? null : writtenPanel(ctx, found.panel, found.members);
}

async function writtenPanel(ctx: Deps, panel: Panel, members: readonly Member[]): Promise<JsonObject | null> {
  const { id, caseId, level, size, language, after, checkpoint, roster, excluded, left, openedAt } = panel;
  if (after === null || checkpoint === null) return null;
  const { key } = await ledgerSigner(ctx, "public");
  const record = writePanel({
    id: ctx.uris.panel(id),
    attributedTo: ctx.uris.nodeActor(),
    published: seconds(openedAt),
    case: ctx.uris.case(caseId),
    level,
    size,
    language,
    log: { key: formatNoteKey(key) },
    after,
    checkpoint,
    roster,
    excluded,
    left,
    members: members.filter(holdsSeat).map(({ trustee }) => trustee),
  });
  return signAsNode(ctx, record);
}

/** A decision with all that it takes to verify it: the file that somebody keeps. Null for a panel that has not decided. */
export async function decisionRecord(ctx: Deps, panelId: string): Promise<JsonObject | null> {
  const found = await panelById(statementsOn(ctx.sql), panelId);
  if (found === null || found.panel.stage !== "decided" || found.panel.document === null) return null;
  const panel = await writtenPanel(ctx, found.panel, found.members);
  if (panel === null) return null;
  const names = found.members.filter(holdsSeat).map(({ trustee }) => trustee);
  return writeRecord({
    decision: found.panel.document,
    panel,
    roster: await rosterRecord(ctx, names),
    node: await nodeIdentity(ctx),
  });
}
