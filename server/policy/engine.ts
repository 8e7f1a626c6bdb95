import type { PolicyEngine } from "#moderation/policy/book.ts";

export type { PolicyBook } from "#moderation/policy/book.ts";

/** The node's rules, ready to be asked. */
export type Engine = Omit<PolicyEngine, "version">;
