import { PANEL_SIZES, type RosterEntry } from "#protocol/moot/draw.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { encodeBase64url } from "#protocol/signing/base64.ts";
import { canonicalize } from "#protocol/signing/jcs.ts";
import { utf8 } from "#protocol/signing/message.ts";
import type { JsonObject } from "#protocol/signing/proofs.ts";
import { sha256 } from "#protocol/signing/sha256.ts";
import { noteEvent } from "../../cases/event.ts";
import { waitForPanel } from "../../cases/panel.ts";
import { appendEntry } from "../../ledger/append.ts";
import type { Statements } from "../../ports.ts";
import type { SubjectKind } from "../../subject.ts";
import type { TrusteeCtx } from "../ports.ts";
import { readDrawable } from "../store/keys.ts";
import { insertPanel, readEarlierMembers } from "../store/panels.ts";
import { offeredFor } from "./offered.ts";
import type { Panel } from "./panel.ts";

export type OpenPanelError =
  /** Not enough trustees are in office who have no stake in it. */
  | { readonly type: "panel/too-few"; readonly eligible: number; readonly size: number }
  | { readonly type: "panel/sitting" };

export interface Opening {
  readonly caseId: string;
  readonly level: 0 | 1 | 2;
  readonly subject: { readonly kind: SubjectKind; readonly isLocal: boolean };
  /** BCP 47, the primary subtag alone, of what it is about; null where it has none. */
  readonly language: string | null;
  /** The action in force that it is to confirm or replace. */
  readonly reviews: string | null;
  /** The decision that is appealed against. */
  readonly heard: string | null;
  readonly by: string | null;
}

/**
 * Puts a case before a panel, in the caller's transaction. Who could sit and who may not is written down, and its digest entered in the
 * public ledger; the panel is drawn by the first checkpoint that has that entry, which nobody can know by then.
 */
export async function openPanel(
  ctx: TrusteeCtx,
  on: Statements,
  opening: Opening,
): Promise<Result<Panel, OpenPanelError>> {
  const { caseId, level, subject, language, reviews, heard, by } = opening;
  const now = ctx.clock.now();
  const size = PANEL_SIZES[level];
  const drawable = await readDrawable(on, now);
  const excluded = await excludedFrom(ctx, on, caseId, drawable);
  const eligible = drawable.length - excluded.length;
  if (eligible < size) return err({ type: "panel/too-few", eligible, size });
  const panel: Panel = {
    id: ctx.ids.next(),
    caseId,
    level,
    size,
    language,
    stage: "drawing",
    offered: offeredFor(subject),
    roster: drawable.map(({ accountId: _, ...entry }) => entry),
    excluded,
    left: [],
    after: null,
    checkpoint: null,
    reviews,
    heard,
    askedBy: by,
    facts: "",
    reasons: "",
    minority: "",
    document: null,
    endedWhy: null,
    openedAt: now,
    stageUntil: null,
    closedAt: null,
    version: 1,
  };
  if (!(await insertPanel(on, panel))) return err({ type: "panel/sitting" });
  const iri = ctx.uris.panel(panel.id);
  await appendEntry(ctx, on, "public", {
    kind: "panel.opened",
    caseId,
    body: { panel: iri, case: ctx.uris.case(caseId), level, size, language, ...digestOf(panel) },
  });
  if (level === 0) await waitForPanel(ctx, on, caseId);
  await noteEvent(ctx, on, { caseId, kind: "panel-opened", by, details: { panel: panel.id, level, size } });
  return ok(panel);
}

/** By their names, sorted. */
async function excludedFrom(
  ctx: TrusteeCtx,
  on: Statements,
  caseId: string,
  drawable: readonly (RosterEntry & { accountId: string })[],
): Promise<string[]> {
  const conflicts = await ctx.trustees.conflictsOf(
    on,
    caseId,
    drawable.map(({ accountId }) => accountId),
  );
  const earlier = new Set(await readEarlierMembers(on, caseId));
  return drawable
    .filter(({ accountId }) => conflicts.has(accountId) || earlier.has(accountId))
    .map(({ trustee }) => trustee)
    .toSorted();
}

/**
 * What the public ledger has of who could sit and who may not: SHA-256 of the RFC 8785 form of the panel record's members `roster` and
 * `excluded`, in base64url.
 */
function digestOf({ roster, excluded }: Pick<Panel, "roster" | "excluded">): { digest: string } {
  const written = canonicalize({ roster, excluded } as unknown as JsonObject);
  if (!written.ok) throw new TypeError("a roster has no canonical form");
  return { digest: encodeBase64url(sha256(utf8(written.value))) };
}
