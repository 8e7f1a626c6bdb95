import { toText } from "../../html/text.ts";
import type { Account } from "../../model/account.ts";
import { type Extras, type Seen, seen } from "./seen.ts";

/** @param kind the actor's type as sent, in lower case */
export function seeAccount(account: Account, kind: string, extras: Extras = {}): Seen & Extras {
  const text = toText(account.bioHtml);
  const common = {
    kind,
    actor: account.iri,
    title: account.displayName,
    text: text === "" ? null : text,
    published: account.publishedAt?.toISOString() ?? null,
    url: account.url,
  };
  return seen(common, {
    id: account.iri,
    handle: `@${account.username}@${account.domain}`,
    inbox: account.inbox,
    locked: account.locked,
    avatar: account.avatarUrl,
    header: account.headerUrl,
    fields: account.fields.map((field) => ({ name: field.name, value: toText(field.html) })),
    aliases: account.aliases,
    movedTo: account.movedTo,
    keys: account.keys.map((key) => key.id),
    ...extras,
  });
}
