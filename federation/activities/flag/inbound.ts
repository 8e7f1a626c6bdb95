import type { Iri } from "#protocol/ids/iri.ts";
import { type ActivityHandler, ignored } from "../handler.ts";

/** A report: one object or an array, accounts and posts mixed. It concerns this node when anything in it is from here. */
export const flag: ActivityHandler = {
  type: "Flag",
  async receive({ ports }, { activity, actor }) {
    const subjects = activity.objects.map(({ iri }) => iri).filter((iri): iri is Iri => iri !== null);
    if (!subjects.some((iri) => ports.uris.isLocal(iri))) return ignored("report/nothing-here");
    return ports.intake.report({ iri: activity.iri, by: actor, subjects, comment: activity.text ?? "" });
  },
};
