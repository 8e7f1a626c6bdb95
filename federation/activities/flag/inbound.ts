import type { Iri } from "#protocol/ids/iri.ts";
import { readFlag } from "#protocol/vocab/read/flag.ts";
import type { Ports } from "../../ports.ts";
import { type ActivityHandler, ignored } from "../handler.ts";

/** A report: one object or an array, accounts and posts mixed. The host knows which of them concern it. */
export const flag: ActivityHandler = {
  type: "Flag",
  async receive({ ports }, { activity, actor }) {
    const { subjects, links, ...read } = readFlag(activity);
    const named = [...new Set([...subjects, ...links.flatMap((link) => localPost(ports, link) ?? [])])];
    if (named.length === 0) return ignored("report/no-subject");
    return ports.intake.report({ iri: activity.iri, by: actor, subjects: named, ...read });
  },
};

/** A post of this node that a comment names by its address. */
function localPost({ uris }: Pick<Ports, "uris">, link: string): Iri | null {
  const local = uris.parse(link);
  if (local?.name === "post" || local?.name === "video") return uris.post(local.id);
  if (local?.name === "postPage") return uris.post(new URL(link).pathname.split("/")[2] ?? "");
  return null;
}
