import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { readById } from "./store/accounts.ts";
import { readSettingsRow, type Settings, upsertSettings } from "./store/settings.ts";

export type { Settings } from "./store/settings.ts";

export type SettingsError = { type: "settings/bad-language"; language: string };

const defaults: Settings = {
  visibility: null,
  sensitive: false,
  language: null,
  quotePolicy: "public",
  mediaDisplay: "default",
  opensWarnings: false,
  playsMotion: false,
};

/** How an account posts and reads. */
export async function readSettings(ctx: Pick<Ctx, "db">, accountId: string): Promise<Settings> {
  return { ...defaults, ...(await readSettingsRow(ctx.db, accountId)) };
}

/** What is absent stays as it is. */
export async function changeSettings(
  ctx: Pick<Ctx, "db">,
  accountId: string,
  changes: Partial<Settings>,
): Promise<Result<undefined, SettingsError>> {
  const problem = findSettingsProblem(changes);
  if (problem !== null) return err(problem);
  await upsertSettings(ctx.db, accountId, changes);
  return ok();
}

export function findSettingsProblem({ language }: Partial<Settings>): SettingsError | null {
  const fits = language == null || /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language);
  return fits ? null : { type: "settings/bad-language", language };
}

/** What a post has that says nothing about it. */
export interface PostingDefaults {
  visibility: "public" | "unlisted" | "followers";
  sensitive: boolean;
  language: string | null;
  quotePolicy: "public" | "followers" | "nobody";
}

/**
 * With what an account posts when a client leaves it open. Who approves followers posts for followers, unless they have
 * chosen otherwise.
 *
 * @example const { visibility } = await postingDefaults(ctx, accountId); // "public"
 */
export async function postingDefaults(ctx: Pick<Ctx, "db">, accountId: string): Promise<PostingDefaults> {
  const [settings, account] = await Promise.all([readSettings(ctx, accountId), readById(ctx.db, accountId)]);
  const { sensitive, language, quotePolicy } = settings;
  return {
    visibility: settings.visibility ?? (account?.locked ? "followers" : "public"),
    sensitive,
    language,
    quotePolicy,
  };
}
