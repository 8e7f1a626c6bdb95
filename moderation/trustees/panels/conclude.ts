import { readDecision } from "#protocol/moot/decision.ts";
import { encodeBase64url } from "#protocol/signing/base64.ts";
import { canonicalize } from "#protocol/signing/jcs.ts";
import { utf8 } from "#protocol/signing/message.ts";
import { sha256 } from "#protocol/signing/sha256.ts";
import { noteEvent } from "../../cases/event.ts";
import { appendEntry } from "../../ledger/append.ts";
import type { Statements } from "../../ports.ts";
import type { TrusteeCtx } from "../ports.ts";
import { answerAppeals } from "../store/appeals.ts";
import { insertDecision } from "../store/decisions.ts";
import { changePanel, readMembers } from "../store/panels.ts";
import { type Panel, sits } from "./panel.ts";

/**
 * Makes a decision of what enough members have signed: the node signs it, it is carried out, appeals before the panel are answered by it, and
 * it is in both ledgers. In the caller's transaction.
 */
export async function conclude(ctx: TrusteeCtx, on: Statements, panel: Panel): Promise<Panel> {
  const { id, caseId, level, heard } = panel;
  const read = readDecision(panel.document ?? {});
  if (panel.document === null || !read.ok) throw new Error("a panel has signed what is no decision");
  const decision = read.value;
  const now = ctx.clock.now();
  const document = await ctx.trustees.signAsNode(on, panel.document);
  const decided: Panel = { ...panel, document, stage: "decided", stageUntil: null, closedAt: now };
  await changePanel(on, decided);
  const { actionId, outcome } = await ctx.trustees.carryOut(on, decided, decision);
  await insertDecision(on, {
    id,
    panelId: id,
    caseId,
    level,
    document,
    verdict: decision.verdict,
    actionId,
    outcome,
    heard,
    isPublic: decision.subject.id !== null,
    at: now,
  });
  await answerAppeals(on, id, { state: outcome === "replaced" ? "granted" : "rejected", at: now });
  const digest = digestOf(document);
  const body = {
    decision: decision.id,
    panel: decision.panel,
    level,
    verdict: decision.verdict,
    outcome,
    digest,
  };
  await appendEntry(ctx, on, "public", { kind: "decision.made", caseId, body });
  await appendEntry(ctx, on, "private", {
    kind: "decision.made",
    caseId,
    body: { ...body, action: actionId },
  });
  const { verdict } = decision;
  await noteEvent(ctx, on, {
    caseId,
    kind: "panel-decided",
    by: null,
    details: { panel: id, kind: verdict, outcome, level },
  });
  const seated = (await readMembers(on, id)).filter(sits);
  await ctx.trustees.told(
    on,
    seated.map(({ accountId }) => ({ accountId, kind: "decided" as const, panelId: id })),
  );
  return decided;
}

/** SHA-256 of the RFC 8785 form of a decision with its proofs, in base64url: what the public ledger has of it. */
function digestOf(document: Parameters<typeof canonicalize>[0]): string {
  const written = canonicalize(document);
  if (!written.ok) throw new TypeError("a decision has no canonical form");
  return encodeBase64url(sha256(utf8(written.value)));
}
