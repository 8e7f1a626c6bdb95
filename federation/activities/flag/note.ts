import { escapeHtml } from "#protocol/html/entities.ts";
import { writeReportNote } from "#protocol/vocab/write/report-note.ts";
import { inboxesOf } from "../../audience.ts";
import type { Build } from "../../outgoing.ts";

/** What moderators here write to those of another server about a report: a Note from one node's actor to the other. */
export const reportNote: Build<"report.note"> = async (deps, event, { iri }) => {
  const { noteIri, flagIri, accountId, text, at } = event;
  const [sender, to] = await Promise.all([deps.accounts.nodeActor(), deps.accounts.byId(accountId)]);
  if (to === null || to.isLocal) return null;
  return {
    document: writeReportNote({
      iri,
      actor: sender.iri,
      to: to.iri,
      note: noteIri,
      flag: flagIri,
      html: `<p>${escapeHtml(text).replaceAll("\n", "<br>")}</p>`,
      publishedAt: new Date(at),
    }),
    sender,
    audience: await inboxesOf(deps, { privately: [to] }),
    isPublic: false,
    orderKey: flagIri,
  };
};
