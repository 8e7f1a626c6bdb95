import { compose, composeField } from "#protocol/html/compose.ts";
import { parseIri } from "#protocol/ids/iri.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx, Tx } from "../context.ts";
import { emojisInTexts } from "../emojis/find.ts";
import { MAX_DISPLAY_NAME } from "./create.ts";
import type { FieldSource } from "./schema.ts";
import { type AccountRow, changeAccount, lockLocal, type NewAccountRow } from "./store/accounts.ts";

/** What is absent stays as it is. */
export interface AccountChanges {
  displayName?: string;
  /** Plain text; links and hashtags in it become links. */
  bio?: string;
  /** Name and plain text each. A link that stays where it was stays verified. */
  fields?: { name: string; value: string }[];
  /** Whether posts are written by people or by a machine. */
  kind?: "person" | "service";
  locked?: boolean;
  discoverable?: boolean;
  indexable?: boolean;
  hideCollections?: boolean;
  showsMedia?: boolean;
  showsMediaReplies?: boolean;
  showsFeatured?: boolean;
  /** Domains of web sites that may name the account as an author. */
  attributionDomains?: string[];
  avatarUrl?: string | null;
  avatarAlt?: string | null;
  headerUrl?: string | null;
  headerAlt?: string | null;
}

export type UpdateAccountError =
  | { type: "account/not-found"; accountId: string }
  | { type: "account/display-name-too-long"; most: number }
  | { type: "account/bio-too-long"; most: number }
  | { type: "account/too-many-fields"; most: number }
  | { type: "account/field-too-long"; most: number }
  | { type: "account/field-without-name" }
  | { type: "account/image-text-too-long"; most: number }
  | { type: "account/too-many-attribution-domains"; most: number }
  | { type: "account/image-address-invalid"; address: string };

/** How much a profile holds, in characters and in numbers. */
export const profileLimits = {
  displayName: MAX_DISPLAY_NAME,
  bio: 1000,
  fields: 8,
  field: 255,
  imageText: 1500,
  attributionDomains: 10,
} as const;

type Deps = Pick<Ctx, "clock" | "uris" | "outbox">;

/** Changes a local account's profile and tells its followers' servers. */
export async function updateAccount(
  ctx: Deps & Pick<Ctx, "db">,
  accountId: string,
  changes: AccountChanges,
): Promise<Result<undefined, UpdateAccountError>> {
  const updated = await ctx.db.transaction((tx) => updateIn(ctx, tx, accountId, changes));
  ctx.outbox.wake();
  return updated;
}

/** {@link updateAccount} as a part of a larger transaction. */
export async function updateIn(
  ctx: Deps,
  tx: Tx,
  accountId: string,
  changes: AccountChanges,
): Promise<Result<undefined, UpdateAccountError>> {
  const problem = findProblem(changes);
  if (problem !== null) return err(problem);
  const account = await lockLocal(tx, accountId);
  if (account === null) return err({ type: "account/not-found", accountId });
  const emojis = await emojisOf({ uris: ctx.uris, sql: tx }, account, changes);
  await changeAccount(tx, accountId, {
    ...toColumns(ctx, account, changes),
    emojis,
    updatedAt: ctx.clock.now(),
  });
  await ctx.outbox.append(tx, { kind: "account.updated", accountId });
  return ok();
}

/** What of it is too much, or makes no sense. */
export function findProblem(changes: AccountChanges): UpdateAccountError | null {
  const { displayName = "", bio = "", fields = [], attributionDomains = [] } = changes;
  const most = profileLimits;
  if (length(displayName) > most.displayName)
    return { type: "account/display-name-too-long", most: most.displayName };
  if (length(bio) > most.bio) return { type: "account/bio-too-long", most: most.bio };
  if (fields.length > most.fields) return { type: "account/too-many-fields", most: most.fields };
  if (fields.some((field) => length(field.name) > most.field || length(field.value) > most.field))
    return { type: "account/field-too-long", most: most.field };
  if (fields.some((field) => field.name === "")) return { type: "account/field-without-name" };
  if ([changes.avatarAlt, changes.headerAlt].some((text) => length(text ?? "") > most.imageText))
    return { type: "account/image-text-too-long", most: most.imageText };
  if (attributionDomains.length > most.attributionDomains)
    return { type: "account/too-many-attribution-domains", most: most.attributionDomains };
  for (const address of [changes.avatarUrl, changes.headerUrl]) {
    if (address && parseIri(address) === null) return { type: "account/image-address-invalid", address };
  }
  return null;
}

function toColumns(
  ctx: Pick<Ctx, "uris">,
  account: AccountRow,
  changes: AccountChanges,
): Partial<NewAccountRow> {
  const { bio, fields, kind, ...same } = changes;
  const resolver = {
    mention: () => null,
    hashtagUrl: (name: string) => `${ctx.uris.origin}/tags/${encodeURIComponent(name)}`,
  };
  return {
    ...same,
    // A group stays one.
    ...(kind !== undefined && account.kind !== "group" && { kind }),
    ...(bio !== undefined && { bioSource: bio, bioHtml: compose(bio, resolver) }),
    ...(fields !== undefined && {
      fields: fields.map(({ name, value }) => ({ name, html: composeField(value, resolver) })),
      fieldSources: fields.map((field) => toSource(field, account.fieldSources)),
    }),
  };
}

/** This node's emoji in all that the profile says once it is changed. */
function emojisOf(ctx: Parameters<typeof emojisInTexts>[0], account: AccountRow, changes: AccountChanges) {
  const { displayName = account.displayName, bio = account.bioSource } = changes;
  const fields = changes.fields ?? account.fieldSources;
  return emojisInTexts(ctx, [displayName, bio, ...fields.flatMap(({ name, value }) => [name, value])]);
}

function toSource(
  { name, value }: { name: string; value: string },
  before: readonly FieldSource[],
): FieldSource {
  const same = before.find((field) => field.value === value);
  return { name, value, verifiedAt: same?.verifiedAt ?? null };
}

function length(text: string): number {
  return [...text].length;
}
