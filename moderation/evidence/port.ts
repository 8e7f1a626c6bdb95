import type { Iri } from "#protocol/ids/iri.ts";
import type { Statements } from "../ports.ts";
import type { Subject } from "../subject.ts";

/** A file of what was reported. */
export interface SeenMedium {
  /** Where its origin serves it. */
  readonly url: Iri | string;
  /** Its name in the host's store; null for one that lies elsewhere, which is fetched later. */
  readonly file: string | null;
  /** SHA-256 of the file, hex; null while it lies elsewhere. */
  readonly sha256: string | null;
  readonly mediaType: string | null;
  /** Bytes. */
  readonly size: number | null;
  /** What its origin says of it: kind, description, width, height ... */
  readonly about: Readonly<Record<string, unknown>>;
}

/** What there is to see of a subject now. All of it is JSON, without undefined and without dates that are no text. */
export interface Snapshot {
  readonly items: readonly {
    readonly kind: "post" | "account" | "thread";
    readonly iri: Iri | null;
    readonly content: Readonly<Record<string, unknown>>;
  }[];
  readonly media: readonly SeenMedium[];
}

export type IsKnown = (content: Readonly<Record<string, unknown>>) => boolean;

/** The host looks at a subject, and keeps what cases need of its files. */
export interface EvidencePort {
  /**
   * Null when there is nothing to see of it, or nothing new. Whatever it answers is bounded in size and number.
   *
   * @param isKnown told what there is of the subject itself, before anything around it is looked at
   */
  look(on: Statements, subject: Subject, isKnown: IsKnown): Promise<Snapshot | null>;
  /** Sees to it that the files among the media stay in the store while rows of evidence name them. */
  hold(on: Statements): Promise<void>;
}
