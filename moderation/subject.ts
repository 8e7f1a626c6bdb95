import type { Iri } from "#protocol/ids/iri.ts";

export const subjectKinds = ["post", "account", "medium", "domain", "hashtag"] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/** What moderation is about. */
export interface Subject {
  readonly kind: SubjectKind;
  /** An IRI; a domain's is `https://<domain>/`, a hashtag's that of its page here. */
  readonly iri: Iri;
  /** The host's id of a post or account; null for what it does not hold, and for domains and hashtags. */
  readonly id: string | null;
  /** Whose it is: the author, or the account itself. */
  readonly accountId: string | null;
}

/** @example domainSubject("bad.example").iri // "https://bad.example/" */
export function domainSubject(domain: string): Subject {
  return { kind: "domain", iri: `https://${domain}/` as Iri, id: null, accountId: null };
}
