import { type PictureError, toPicture } from "#media/image/picture.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { ApiCtx } from "../context.ts";
import { fileUrl } from "../files/address.ts";
import { holdFiles } from "../files/hold.ts";
import { putAround } from "../files/put.ts";
import { removeUnused } from "../files/sweep.ts";
import type { JudgedOwnProfile } from "../policy/gate-port.ts";
import { forgetOwnProfile, holdOwnProfile } from "../policy/holds/own-profile.ts";
import { nameOfRule } from "../policy/judge.ts";
import { orRollBack } from "./rollback.ts";
import { findSettingsProblem, type Settings, type SettingsError } from "./settings.ts";
import { type AccountRow, changeAccount, readById } from "./store/accounts.ts";
import { upsertSettings } from "./store/settings.ts";
import { type AccountChanges, findProblem, type UpdateAccountError, updateIn } from "./update.ts";

export interface ProfileChanges {
  profile?: Omit<AccountChanges, "avatarUrl" | "headerUrl">;
  settings?: Partial<Settings>;
  /** The file that somebody chose; null takes the picture away. */
  avatar?: Uint8Array | null;
  header?: Uint8Array | null;
}

export type UpdateProfileError =
  | UpdateAccountError
  | SettingsError
  /** By a rule of the node, whose name it is. */
  | { type: "account/refused-by-policy"; rule: string }
  /** It waits for a moderator, and is as it was until then. */
  | { type: "account/held-by-policy"; rule: string }
  | { type: "picture/unusable"; which: "avatar" | "header"; cause: PictureError["type"] }
  | { type: "picture/file-too-large"; which: "avatar" | "header"; most: number };

/** Bytes of a file as it comes. */
const MAX_FILE = 8 * 1_048_576;
const sizes = { avatar: { width: 400, height: 400 }, header: { width: 1500, height: 500 } } as const;

type Deps = Pick<ApiCtx, "db" | "sql" | "ids" | "clock" | "uris" | "outbox" | "files" | "policy">;

/**
 * Changes a local account's profile with its pictures, and how it posts and reads: all of it or nothing. Pictures that nobody
 * shows any more are removed.
 */
export async function updateProfile(
  ctx: Deps,
  accountId: string,
  changes: ProfileChanges,
): Promise<Result<undefined, UpdateProfileError>> {
  const { profile = {}, settings = {} } = changes;
  const problem = findSettingsProblem(settings);
  if (problem !== null) return err(problem);
  const avatar = await prepare("avatar", changes.avatar);
  if (!avatar.ok) return avatar;
  const header = await prepare("header", changes.header);
  if (!header.ok) return header;
  const before = await readById(ctx.db, accountId);

  const judged = before && (await judge(ctx, before, changes));
  if (judged?.outcome === "refused") return err({ type: "account/refused-by-policy", rule: judged.rule });
  if (judged?.outcome === "held") {
    const unusable = findProblem(profile);
    if (unusable !== null) return err(unusable);
    const state = await holdOwnProfile(ctx, accountId, { ...judged, changes: profile });
    const rule = nameOfRule({ verdict: "hold", because: judged.because });
    if (state === "held") return err({ type: "account/held-by-policy", rule });
    if (state === "refused") return err({ type: "account/refused-by-policy", rule });
  }
  const small = [avatar.value, header.value].filter((picture) => picture != null);
  const updated = await putAround(ctx, small, (names) => {
    const urls = names.map((name) => fileUrl(ctx.uris, name));
    const pictures: AccountChanges = {};
    if (avatar.value !== undefined) pictures.avatarUrl = avatar.value && (urls.shift() ?? null);
    if (header.value !== undefined) pictures.headerUrl = header.value && (urls.shift() ?? null);
    return orRollBack<undefined, UpdateProfileError>(ctx, async (tx) => {
      if (names.length > 0) await holdFiles(tx);
      await upsertSettings(tx, accountId, settings);
      if (judged?.marks) await changeAccount(tx, accountId, judged.marks);
      return updateIn(ctx, tx, accountId, { ...profile, ...pictures });
    });
  });
  if (!updated.ok) return updated;
  ctx.outbox.wake();
  if (judged !== null) await forgetOwnProfile(ctx, accountId);
  await removeUnused(ctx, [before?.avatarUrl ?? null, before?.headerUrl ?? null]);
  return ok();
}

/** Which rule, if any, does not let the profile be so, or what rules find in it. What people do not read is nobody's business. */
async function judge(
  ctx: Pick<Deps, "policy">,
  before: AccountRow,
  { profile = {}, avatar }: ProfileChanges,
): Promise<JudgedOwnProfile | null> {
  const { displayName, bio, fields } = profile;
  if (displayName === undefined && bio === undefined && fields === undefined && avatar === undefined)
    return null;
  const lines = (fields ?? before.fieldSources).map(({ name, value }) => `${name}: ${value}`);
  return ctx.policy.ownProfile(
    { ...before, iri: before.iri as Iri, isHeld: before.held },
    {
      displayName: displayName ?? before.displayName,
      bio: [bio ?? before.bioSource, ...lines].join("\n"),
      hasAvatar: avatar === undefined ? before.avatarUrl !== null : avatar !== null,
    },
  );
}

type Prepared = { bytes: Uint8Array; extension: "jpg" | "png" } | null;

/** @returns undefined for a picture that stays as it is, null for one that goes */
async function prepare(
  which: "avatar" | "header",
  file: Uint8Array | null | undefined,
): Promise<Result<Prepared | undefined, UpdateProfileError>> {
  if (file === undefined || file === null) return ok(file);
  if (file.byteLength > MAX_FILE) return err({ type: "picture/file-too-large", which, most: MAX_FILE });
  const picture = await toPicture(file, sizes[which]);
  if (!picture.ok) return err({ type: "picture/unusable", which, cause: picture.error.type });
  return ok(picture.value);
}
