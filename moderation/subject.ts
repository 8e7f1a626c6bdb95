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

/**
 * What stands in the place of a subject's IRI once that was erased on a legal request: made of the row's own id, so that it says
 * nothing and no two are alike.
 */
const ERASED = "urn:uuid:";
/** The same within a statement. @param id an expression of the row's id */
export const erasedIri = (id: string) => `'${ERASED}' || ${id}`;

export function isErased({ iri }: Pick<Subject, "iri">): boolean {
  return iri.startsWith(ERASED);
}

/**
 * What the ledger's key is called under which stands what is personal about a subject. Each post has its own: it can be erased alone.
 *
 * @example const secret = { about: keyOf(subject), content: { subject: subject.iri } };
 */
export function keyOf(subject: Pick<Subject, "kind" | "iri" | "accountId">): string {
  const { kind, iri, accountId } = subject;
  return kind === "account" || isErased(subject) ? (accountId ?? iri) : iri;
}

/** @example domainSubject("bad.example").iri // "https://bad.example/" */
export function domainSubject(domain: string): Subject {
  return { kind: "domain", iri: `https://${domain}/` as Iri, id: null, accountId: null };
}
