import type { ModerationCtx, Statements } from "../ports.ts";
import type { Case, CaseNote } from "./words.ts";

/** What cases need of their host. */
export interface CasePorts {
  /** Whether somebody is concerned by a case themselves: as its subject, or as who has reported it. */
  isConcerned(on: Statements, accountId: string, caseId: string): Promise<boolean>;
  /** Whether a case may be given to somebody. */
  mayHandle(on: Statements, accountId: string, about: { communityId: string | null }): Promise<boolean>;
  /** Whether a case is before a panel: nobody else ends it meanwhile. */
  isBeforePanel(on: Statements, caseId: string): Promise<boolean>;
  /** Told, in the transaction, that a case was decided, dismissed or reopened: whoever waits for the outcome hears of it. */
  turned(on: Statements, turn: { case: Case; by: string | null }): Promise<void>;
  /** Told, in the transaction, of a note that the other node in the case is to get. */
  noteShared(on: Statements, shared: { case: Case; note: CaseNote }): Promise<void>;
}

export type CaseCtx = Pick<ModerationCtx, "clock" | "ids"> & { readonly cases: CasePorts };
