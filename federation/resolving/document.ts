import { hostOf, type Iri } from "#protocol/ids/iri.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { isPlain } from "#protocol/vocab/context.ts";
import { openDocument } from "#protocol/vocab/document.ts";
import { compactDocument } from "../compact.ts";
import type { Ports } from "../ports.ts";
import type { RemoteDeps } from "../remote/deps.ts";
import { type DocumentOptions, fetchDocument } from "../remote/documents.ts";
import type { FetchProblem } from "./errors.ts";

export type ResolvingPorts = Pick<
  Ports,
  "uris" | "clock" | "gate" | "log" | "settings" | "accounts" | "posts" | "intake" | "later"
>;

/** A document of another server that can be read plainly: the gate is asked first, and odd JSON-LD is compacted. */
export async function fetchPlain(
  ports: Pick<ResolvingPorts, "uris" | "gate">,
  remote: RemoteDeps,
  iri: Iri,
  options: DocumentOptions = {},
): Promise<Result<JsonObject, FetchProblem>> {
  if (ports.uris.isLocal(iri)) return err({ type: "document/local", iri });
  if (!ports.gate(hostOf(iri))) return err({ type: "host/refused", host: hostOf(iri) });
  const fetched = await fetchDocument(remote, iri, options);
  if (!fetched.ok) return fetched;
  const { document, url } = fetched.value;
  // A page on another host may lead here; what is ours is answered from the database.
  if (ports.uris.isLocal(url)) return err({ type: "document/local", iri: url });
  const plain = isPlain(document) ? ok(document) : await compactDocument(document);
  if (!plain.ok) return err({ type: plain.error.type, iri });
  const opened = openDocument(plain.value);
  if (!opened.ok) return opened;
  return isOfOrigin(opened.value, url)
    ? opened
    : err({ type: "document/other-id", iri, found: String(opened.value.id) });
}

/**
 * The origin of the id was checked as it came (FEP-fe34); it is checked again as it will be read, because the id may have
 * been written `@id`, or by a name that only the context explains.
 */
function isOfOrigin({ id }: JsonObject, url: string): boolean {
  return id === undefined || id === null || URL.parse(String(id))?.origin === new URL(url).origin;
}
