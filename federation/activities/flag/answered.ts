import { writeReportAnswer } from "#protocol/vocab/write/report-outcome.ts";
import { inboxesOf } from "../../audience.ts";
import type { Build } from "../../outgoing.ts";

/** What came of a report, to who sent it, in the node's name. */
export const reportAnswered: Build<"report.answered"> = async (deps, event, { iri }) => {
  const { flagIri, accountId, subjects, at, kind: _, ...outcome } = event;
  const [sender, flagger] = await Promise.all([deps.accounts.nodeActor(), deps.accounts.byId(accountId)]);
  if (flagger === null || flagger.isLocal) return null;
  const flag = { iri: flagIri, actor: flagger.iri, objects: subjects };
  return {
    document: writeReportAnswer({
      iri,
      actor: sender.iri,
      flag,
      outcome: { ...outcome, at: new Date(at) },
    }),
    sender,
    audience: await inboxesOf(deps, { privately: [flagger] }),
    isPublic: false,
    orderKey: flagIri,
  };
};
