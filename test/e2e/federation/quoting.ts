import { describe, expect, test } from "vitest";
import { createPost } from "#server/posts/create.ts";
import { revokeQuote } from "#server/posts/quotes.ts";
import { aMoment, ctxOf, eventually, mustSee, type Person, person, publish } from "../people.ts";
import { directions, type World } from "./world.ts";

async function quote(by: Person, iri: string, text: string) {
  const quoted = await eventually(() => mustSee(by, iri));
  return publish(by, { text, quote: quoted.id });
}

async function authorization(
  of: Person,
  quotingIri: string,
): Promise<{ id: string; state: string } | undefined> {
  const { sql } = await ctxOf(of);
  const [row] = await sql<{ id: string; state: string }[]>`
    select id, state from quote_authorizations where quoting_iri = ${quotingIri}`;
  return row;
}

async function expectQuote(viewers: readonly Person[], iri: string, quote: object): Promise<void> {
  for (const viewer of viewers)
    await eventually(async () => expect((await mustSee(viewer, iri)).quote).toMatchObject(quote));
}

export function quoting(there: () => World): void {
  describe.each(directions)("of a post of %s", (_, cast) => {
    test("whoever lets everybody quote is quoted at once, with a stamp that anyone can check", async () => {
      const { author, reader, other } = cast(there());
      const { iri } = await publish(author, { text: "Quote me", quotePolicy: "public" });
      const quoting = await quote(reader, iri, "Well said");
      await expectQuote([author, reader, other], quoting.iri, {
        iri,
        state: "accepted",
        post: { html: "<p>Quote me</p>" },
      });
      const stamp = (await authorization(author, quoting.iri))?.id ?? "";
      const served = await fetch(`${author.node.origin}/quotes/${stamp}`, {
        headers: { accept: "application/activity+json" },
      });
      expect(await served.json()).toMatchObject({
        type: "QuoteAuthorization",
        attributedTo: author.iri,
        interactingObject: quoting.iri,
        interactionTarget: iri,
      });
    });

    test("consent that is taken back takes the quoted post out of the quote", async () => {
      const { author, reader } = cast(there());
      const { iri } = await publish(author, { text: "Quote me for now", quotePolicy: "public" });
      const quoting = await quote(reader, iri, "For now");
      await expectQuote([author, reader], quoting.iri, { state: "accepted" });
      const authorizationId = (await authorization(author, quoting.iri))?.id ?? "";
      await revokeQuote(await ctxOf(author), { accountId: author.id, authorizationId });
      await expectQuote([author, reader], quoting.iri, { state: "revoked", post: null });
    });

    test("who lets only followers quote turns others down", async () => {
      const { author, reader } = cast(there());
      const stranger = await person(reader.node, `quoter${author.node.port}`);
      const { iri } = await publish(author, { text: "Followers may", quotePolicy: "followers" });
      const quoting = await quote(stranger, iri, "May I?");
      await expectQuote([stranger], quoting.iri, { state: "rejected", post: null });
      expect((await authorization(author, quoting.iri))?.state).toBe("rejected");
    });

    test("who lets nobody quote is not quoted", async () => {
      const { author, reader } = cast(there());
      const { iri } = await publish(author, { text: "Not me", quotePolicy: "nobody" });
      const { id } = await eventually(() => mustSee(reader, iri));
      const refused = await createPost(await ctxOf(reader), {
        accountId: reader.id,
        text: "But I want to",
        quote: id,
      });
      expect(refused).toMatchObject({ ok: false, error: { type: "quote/not-allowed" } });
      await aMoment();
      const { sql } = await ctxOf(author);
      expect(await sql`select iri from posts where quote_iri = ${iri}`).toHaveLength(0);
    });
  });
}
