/**
 * Why a document is not taken in. Every reader of untrusted documents answers with one of these and never throws.
 *
 * @example readPost({ type: "Note", id: "https://a.example/1" }) // error: { type: "post/no-author", iri: "https://a.example/1" }
 */
export type Refusal =
  | { type: "document/not-an-object" }
  | { type: "document/too-deep"; limit: number }
  | { type: "document/too-large"; limit: number }
  | { type: "document/no-id" }
  | { type: "document/bad-id"; found: string }
  | { type: "document/no-type" }
  | { type: "document/unknown-type"; found: string }
  | { type: "post/no-author"; iri: string }
  | { type: "post/foreign-author"; iri: string; author: string }
  | { type: "post/too-long"; characters: number }
  | { type: "post/too-many-mentions"; count: number }
  | { type: "post/too-many-recipients"; count: number }
  | { type: "account/no-inbox"; iri: string }
  | { type: "account/no-username"; iri: string }
  | { type: "account/bad-username"; found: string }
  | { type: "account/key-of-another"; key: string; owner: string }
  | { type: "activity/no-actor" }
  | { type: "activity/no-object"; found: string | null }
  | { type: "activity/too-many-objects"; count: number }
  | { type: "authorization/incomplete"; missing: string }
  | { type: "webfinger/no-account" };

/**
 * A refusal as one line for logs and for people: its type, then what it found.
 *
 * @example explain({ type: "document/unknown-type", found: "Work" }) // "document/unknown-type: found Work"
 */
export function explain(refusal: Refusal): string {
  const { type, ...details } = refusal;
  const words = Object.entries(details).map(([name, value]) => `${name} ${String(value).slice(0, 200)}`);
  return words.length === 0 ? type : `${type}: ${words.join(", ")}`;
}
