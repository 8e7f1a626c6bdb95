import type { NodeRecord } from "./node-record.ts";
import type { PersonRecord } from "./person-record.ts";

/** What became of the seats that somebody was drawn for. */
export interface Seats {
  readonly drawn: number;
  /** They never voted, or never showed what they had voted. */
  readonly silent: number;
  readonly recused: number;
  readonly declined: number;
}

/** What somebody's record as a trustee says. */
export interface OwnFigures {
  readonly seats: Seats;
  /** Null for who has no vote in a panel that has decided. */
  readonly judgements: Omit<PersonRecord, "accountId"> | null;
}

/** Decisions of one kind, and what became of them. */
export interface Outcomes {
  readonly decisions: number;
  /** That a larger panel has heard an appeal against. */
  readonly heard: number;
  /** That it has replaced. */
  readonly reversed: number;
}

/** What the record of a node's panels says, of nobody alone. */
export interface NodeFigures extends NodeRecord {
  readonly levels: readonly (Outcomes & {
    readonly level: number;
    /** From the opening of the panel to its decision: half of them took less, nine of ten took less. */
    readonly medianHours: number;
    readonly ninthHours: number;
  })[];
  /** By the rules that they name, as addresses. */
  readonly rules: readonly (Outcomes & { readonly rule: string })[];
  /** Of those who were to vote and did not leave, how many lost their ballot. */
  readonly ballots: { readonly due: number; readonly lost: number };
  /**
   * Seats that those were drawn for in 30 days who could be drawn for all of them: Flanigan et al., Fair algorithms for selecting citizens'
   * assemblies (2021), compare the least and the greatest chance. Null for fewer than five.
   */
  readonly draws: {
    readonly people: number;
    readonly least: number;
    readonly median: number;
    readonly most: number;
  } | null;
}
