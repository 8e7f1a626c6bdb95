import type { JsonObject } from "#protocol/signing/proofs.ts";

/** What a form sends in the place of a document that a browser has signed: nothing, or something that is none. */
export type NoDocument = "none" | "bad";

/** A document that a browser has signed, as a form sends it. */
export function documentIn(text: string): JsonObject | NoDocument {
  if (text === "") return "none";
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : "bad";
  } catch {
    return "bad";
  }
}
