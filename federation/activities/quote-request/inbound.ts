import { sameOrigin } from "#protocol/ids/iri.ts";
import { reference } from "#protocol/vocab/json.ts";
import { type ActivityHandler, idOf, ignored, objectIri } from "../handler.ts";

/** Somebody asks to quote a post from here (FEP-044f): `object` is quoted, `instrument` quotes. */
export const quoteRequest: ActivityHandler = {
  type: "QuoteRequest",
  async receive({ ports }, { activity, actor }) {
    const quoted = objectIri(activity);
    const quoting = reference(activity.json.instrument)?.iri ?? null;
    if (quoted === null || quoting === null || !ports.uris.isLocal(quoted))
      return ignored("quote/nothing-here");
    if (!sameOrigin(quoting, actor.iri)) return ignored("quote/foreign-post");
    return ports.intake.quoteRequested({ iri: idOf(activity, quoting), by: actor, quoted, quoting });
  },
};
