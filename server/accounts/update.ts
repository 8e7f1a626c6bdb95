import { compose } from "#protocol/html/compose.ts";
import { parseIri } from "#protocol/ids/iri.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { MAX_DISPLAY_NAME } from "./create.ts";
import { changeAccount, lockLocal, type NewAccountRow } from "./store/accounts.ts";

/** What is absent stays as it is. */
export interface AccountChanges {
  displayName?: string;
  /** Plain text; links and hashtags in it become links. */
  bio?: string;
  /** Name and plain text each. */
  fields?: { name: string; value: string }[];
  locked?: boolean;
  discoverable?: boolean;
  indexable?: boolean;
  avatarUrl?: string | null;
  avatarAlt?: string | null;
  headerUrl?: string | null;
}

export type UpdateAccountError =
  | { type: "account/not-found"; accountId: string }
  | { type: "account/display-name-too-long"; most: number }
  | { type: "account/bio-too-long"; most: number }
  | { type: "account/too-many-fields"; most: number }
  | { type: "account/field-too-long"; most: number }
  | { type: "account/image-address-invalid"; address: string };

const MAX_BIO = 1000;
const MAX_FIELDS = 8;
const MAX_FIELD = 255;

/** Changes a local account's profile and tells its followers' servers. */
export async function updateAccount(
  ctx: Pick<Ctx, "db" | "clock" | "uris" | "outbox">,
  accountId: string,
  changes: AccountChanges,
): Promise<Result<undefined, UpdateAccountError>> {
  const problem = findProblem(changes);
  if (problem !== null) return err(problem);
  const columns = toColumns(ctx, changes);
  const found = await ctx.db.transaction(async (tx) => {
    if ((await lockLocal(tx, accountId)) === null) return false;
    await changeAccount(tx, accountId, { ...columns, updatedAt: ctx.clock.now() });
    await ctx.outbox.append(tx, { kind: "account.updated", accountId });
    return true;
  });
  if (!found) return err({ type: "account/not-found", accountId });
  ctx.outbox.wake();
  return ok();
}

function findProblem(changes: AccountChanges): UpdateAccountError | null {
  const { displayName = "", bio = "", fields = [] } = changes;
  if (length(displayName) > MAX_DISPLAY_NAME)
    return { type: "account/display-name-too-long", most: MAX_DISPLAY_NAME };
  if (length(bio) > MAX_BIO) return { type: "account/bio-too-long", most: MAX_BIO };
  if (fields.length > MAX_FIELDS) return { type: "account/too-many-fields", most: MAX_FIELDS };
  if (fields.some((field) => length(field.name) > MAX_FIELD || length(field.value) > MAX_FIELD))
    return { type: "account/field-too-long", most: MAX_FIELD };
  for (const address of [changes.avatarUrl, changes.headerUrl]) {
    if (address && parseIri(address) === null) return { type: "account/image-address-invalid", address };
  }
  return null;
}

function toColumns(ctx: Pick<Ctx, "uris">, changes: AccountChanges): Partial<NewAccountRow> {
  const { bio, fields, ...same } = changes;
  const html = (text: string) =>
    compose(text, {
      mention: () => null,
      hashtagUrl: (name) => `${ctx.uris.origin}/tags/${encodeURIComponent(name)}`,
    });
  return {
    ...same,
    ...(bio === undefined ? {} : { bioSource: bio, bioHtml: html(bio) }),
    ...(fields === undefined
      ? {}
      : { fields: fields.map((field) => ({ name: field.name, html: html(field.value) })) }),
  };
}

function length(text: string): number {
  return [...text].length;
}
