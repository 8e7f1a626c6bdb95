/** Where statements run: on the host's pool, or in a transaction of the host. */
export interface Statements {
  /** @example await on.run<{ id: string }>("select id from cases where subject_iri = $1", [iri]) */
  run<T extends object>(text: string, parameters: readonly unknown[]): Promise<T[]>;
}

/** The host's database. Moderation's own tables are in it, beside the host's. */
export interface ModerationDb extends Statements {
  transaction<T>(work: (tx: Statements) => Promise<T>): Promise<T>;
}

/** What every use case of moderation may need; each asks for its own `Pick`. */
export interface ModerationCtx {
  readonly clock: { now(): Date };
  /** UUIDv7. */
  readonly ids: { next(at?: Date): string };
  readonly db: ModerationDb;
}
