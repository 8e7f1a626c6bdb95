import { type ActivityHandler, ignored, objectIri } from "../handler.ts";

/** Somebody moved. Believed when the new account, read afresh, names the old one among its aliases. */
export const move: ActivityHandler = {
  type: "Move",
  async receive({ ports, resolver }, { activity, actor }) {
    const target = activity.target?.iri ?? null;
    if (objectIri(activity) !== actor.iri || target === null) return ignored("move/not-allowed");
    const to = ports.uris.isLocal(target) ? await ports.accounts.byIri(target) : null;
    const fetched =
      to === null ? await resolver.fetchAccount(target, { fresh: true }) : { ok: true as const, value: to };
    if (!fetched.ok) return ignored(fetched.error.type);
    if (!fetched.value.aliases.includes(actor.iri)) return ignored("move/not-an-alias");
    const intake = await ports.intake.move({ from: actor, to: fetched.value });
    // The old profile says where it went.
    if (intake.outcome === "accepted") await ports.later({ kind: "refresh-account", iri: actor.iri });
    return intake;
  },
};
