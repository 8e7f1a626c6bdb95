import type { ModerationCtx, Statements } from "../ports.ts";
import { enterKept } from "./enter-kept.ts";
import { insertEvidence } from "./store.ts";

/** Keeps a file that somebody brought with a report, whose bytes the host has put into its store. */
export async function keepFile(
  ctx: Pick<ModerationCtx, "clock" | "ids">,
  on: Statements,
  brought: {
    caseId: string;
    /** Its name in the host's store. */
    file: string;
    /** Hex. */
    sha256: string;
    /** What whoever brought it calls it, made harmless. */
    name: string;
    mediaType: string;
    size: number;
  },
): Promise<void> {
  const { name, ...file } = brought;
  const row = { id: ctx.ids.next(), kind: "file" as const, iri: null, content: { name }, ...file };
  await insertEvidence(on, [row], ctx.clock.now());
  await enterKept(ctx, on, row.caseId, [row]);
}
