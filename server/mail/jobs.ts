import type { TrusteeNotice } from "#moderation/trustees/ports.ts";

/** What a person is told of. */
export type Notice =
  | "password-changed"
  | "email-changed"
  | "authenticator-added"
  | "authenticator-removed"
  | "passkey-added"
  | "passkey-removed"
  | "approved";

/**
 * A letter to be written. Jobs hold no words, no links and no secrets: what is in a letter is read, or made, when it is
 * written.
 */
export type MailJob =
  | { readonly kind: "link"; readonly linkId: string }
  /** A moderator's decision about the account. */
  | { readonly kind: "warning"; readonly strikeId: string }
  /** What became of an appeal against one. */
  | { readonly kind: "appeal"; readonly appealId: string }
  /** A decision about the account was taken back. */
  | { readonly kind: "undone"; readonly actionId: string }
  /** Something that a trustee is to do, or to know. */
  | {
      readonly kind: "trustee";
      readonly what: TrusteeNotice["kind"];
      readonly accountId: string;
      readonly panelId: string | null;
    }
  /** @param to an address that is no longer the account's; by default it goes to the one that is */
  | { readonly kind: "notice"; readonly notice: Notice; readonly accountId: string; readonly to?: string };

/** Has letters written later; null where no mail server is configured. */
export type Post = { later(job: MailJob): Promise<void> } | null;
