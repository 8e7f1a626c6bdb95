import type { Iri } from "../ids/iri.ts";
import type { CustomEmoji } from "./post.ts";

export type AccountKind = "person" | "service" | "group" | "organization" | "application";

/** A public key as an actor publishes it: PEM (`publicKey`) or Multikey (`assertionMethod`, FEP-521a). */
export interface AccountKey {
  id: Iri;
  format: "pem" | "multikey";
  value: string;
}

export interface ProfileField {
  name: string;
  /** Sanitised HTML. */
  html: string;
}

/** A person, bot or group as peers see it, independent of how any of them writes it down. */
export interface Account {
  iri: Iri;
  kind: AccountKind;
  /** `preferredUsername`, without the domain. */
  username: string;
  /** Domain of the handle when the actor states one (`webfinger`, FEP-2c59); otherwise the IRI's host stands in. */
  domain: string;
  displayName: string;
  /** Sanitised HTML. */
  bioHtml: string;
  /** The web page. Equals the IRI when the actor names none. */
  url: string;
  inbox: Iri;
  sharedInbox: Iri | null;
  outbox: Iri | null;
  followers: Iri | null;
  following: Iri | null;
  featured: Iri | null;
  /** Follows wait for approval (`manuallyApprovesFollowers`). */
  locked: boolean;
  discoverable: boolean;
  /** Whether posts may be found by search (`indexable`). */
  indexable: boolean;
  memorial: boolean;
  /** Other IRIs of the same person (`alsoKnownAs`). */
  aliases: Iri[];
  movedTo: Iri | null;
  fields: ProfileField[];
  emojis: CustomEmoji[];
  avatarUrl: string | null;
  avatarAlt: string | null;
  headerUrl: string | null;
  headerAlt: string | null;
  /** Domains of web sites that may name it as an author (`attributionDomains`). */
  attributionDomains: string[];
  /** Who moderates or owns it, for groups and channels (`attributedTo`). */
  owners: Iri[];
  keys: AccountKey[];
  publishedAt: Date | null;
}
