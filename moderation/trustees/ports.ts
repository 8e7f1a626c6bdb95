import type { Iri } from "#protocol/ids/iri.ts";
import type { Decision } from "#protocol/moot/decision.ts";
import type { PrivateKey } from "#protocol/signing/crypto.ts";
import type { JsonObject } from "#protocol/signing/proofs.ts";
import type { ModerationCtx, Statements } from "../ports.ts";
import type { Panel } from "./panels/panel.ts";

/** Why somebody may not judge a case. */
export type ConflictKind = "party" | "part" | "server" | "follows" | "interest" | "away";

/** The addresses of what trustees sign. */
export interface PanelUris {
  nodeActor(): Iri;
  case(id: string): Iri;
  panel(id: string): Iri;
  ballot(id: string): Iri;
  decision(id: string): Iri;
}

/** What trustees need of their host. */
export interface TrusteePorts {
  /**
   * Who of some people has a stake in a case: they are its author, or have reported it; are at home where either side is; follow, or are
   * followed by, either; had a part in it before; have declared an interest; or cannot use their account now.
   */
  conflictsOf(
    on: Statements,
    caseId: string,
    accountIds: readonly string[],
  ): Promise<Map<string, ConflictKind>>;
  /** Seals what only this node may read, and opens it. */
  seal(text: string): Promise<string>;
  unseal(sealed: string): Promise<string>;
  /** The node's own proof on a document. */
  signAsNode(on: Statements, document: JsonObject): Promise<JsonObject>;
  /** Does what a panel has decided, in the transaction. */
  carryOut(on: Statements, panel: Panel, decision: Decision): Promise<CarriedOut>;
  /** Whether everybody may know what a case is about. */
  isPublic(on: Statements, caseId: string): Promise<boolean>;
  /** Why, in words, where the members of a panel have written none: the rules that were broken. */
  reasonsFor(on: Statements, about: { category: string; rules: readonly string[] }): Promise<string>;
  /** Told, in the transaction, what people are to hear of. */
  told(on: Statements, notices: readonly TrusteeNotice[]): Promise<void>;
}

export interface CarriedOut {
  /** What is in force by the decision. */
  readonly actionId: string | null;
  readonly outcome: "taken" | "confirmed" | "replaced";
}

/** Something that a trustee is to do, or to know. */
export interface TrusteeNotice {
  readonly accountId: string;
  readonly kind:
    | "invited"
    | "drawn"
    | "reveal"
    | "deliberate"
    | "sign"
    | "reminded"
    | "decided"
    | "failed"
    | "removed"
    | "term";
  readonly panelId: string | null;
}

export type TrusteeCtx = Pick<ModerationCtx, "clock" | "ids"> & {
  readonly uris: PanelUris;
  readonly trustees: TrusteePorts;
};

/** A key that the node keeps, opened. */
export interface KeptKey {
  readonly trustee: string;
  readonly privateKey: PrivateKey;
}
