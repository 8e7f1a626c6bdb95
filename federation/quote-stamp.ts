import { sameOrigin } from "#protocol/ids/iri.ts";
import type { Post } from "#protocol/model/post.ts";
import type { Ports } from "./ports.ts";

/** A post that arrived names a stamp for its quote (FEP-044f): the stamp is looked at where it is served, later. */
export async function checkStamp({ later }: Pick<Ports, "later">, { iri, quote }: Post): Promise<void> {
  if (quote === null || quote.authorization === null) return;
  const { iri: quoted, authorization } = quote;
  // Nobody but the quoted author's server can allow it.
  if (!sameOrigin(authorization, quoted)) return;
  await later(
    { kind: "check-quote", quoting: iri, quoted, authorization },
    { id: `check-quote ${iri} ${authorization}` },
  );
}
