import { hostOf, type Iri } from "#protocol/ids/iri.ts";
import type { OwnAuthor, Sender } from "../gate-port.ts";

/** Who does something, as far as it is known without asking. */
export interface Doer {
  /** Null for somebody who is not known here yet. */
  id: string | null;
  iri: Iri;
  isLocal: boolean;
  username: string;
  /** Null for one of this node. */
  domain: string | null;
  kind: string;
}

export function doerOf({ id, iri, isLocal, username, kind }: Sender): Doer {
  return { id, iri, isLocal, username, domain: isLocal ? null : hostOf(iri), kind };
}

export function ownDoer({ id, iri, username, kind }: OwnAuthor): Doer {
  return { id, iri, isLocal: true, username, domain: null, kind };
}
