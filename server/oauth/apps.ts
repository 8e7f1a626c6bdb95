import { timingSafeEqual } from "node:crypto";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { hashSecret, newSecret } from "../platform/secret.ts";
import { checkRedirectUri, type RedirectUriError } from "./redirect-uri.ts";
import { defaultScopes, parseScopes } from "./scopes.ts";
import {
  type AppRow,
  type AuthorizedApp,
  insertApp,
  listAuthorizedApps,
  readAppByClientId,
  readAppById,
} from "./store/apps.ts";

export type { AuthorizedApp } from "./store/apps.ts";

/** A program that people use the node with. */
export type App = Omit<AppRow, "secretHash">;

export interface AppInput {
  name: string;
  redirectUris: readonly string[];
  /** Separated by spaces; null for the usual ones. */
  scopes: string | null;
  website: string | null;
}

export type RegisterAppError =
  | RedirectUriError
  | { type: "app/name-missing" }
  | { type: "app/name-too-long"; most: number }
  | { type: "app/unknown-scope" }
  | { type: "app/bad-website" }
  | { type: "app/too-many-redirect-uris"; most: number };

const MAX_NAME = 60;
const MAX_WEBSITE = 2_000;
const MAX_REDIRECT_URIS = 20;

/** Registers an application. Its secret is answered once: only the hash is stored. */
export async function registerApp(
  ctx: Pick<Ctx, "sql" | "ids" | "clock">,
  input: AppInput,
): Promise<Result<App & { secret: string }, RegisterAppError>> {
  const checked = check(input);
  if (!checked.ok) return checked;
  const secret = newSecret();
  const app = { id: ctx.ids.next(), clientId: newSecret(), ...checked.value };
  await insertApp(ctx.sql, { ...app, secretHash: hashSecret(secret), createdAt: ctx.clock.now() });
  return ok({ ...app, secret });
}

function check({ name, website, redirectUris, scopes }: AppInput) {
  if (name.trim() === "") return err({ type: "app/name-missing" as const });
  if ([...name].length > MAX_NAME) return err({ type: "app/name-too-long" as const, most: MAX_NAME });
  const uris = [...new Set(redirectUris.map((uri) => uri.trim()).filter((uri) => uri !== ""))];
  if (uris.length === 0) return err({ type: "app/redirect-uri" as const, problem: "missing" as const });
  if (uris.length > MAX_REDIRECT_URIS)
    return err({ type: "app/too-many-redirect-uris" as const, most: MAX_REDIRECT_URIS });
  for (const uri of uris) {
    const fits = checkRedirectUri(uri);
    if (!fits.ok) return fits;
  }
  const parsed = parseScopes(scopes ?? "");
  if (parsed === null) return err({ type: "app/unknown-scope" as const });
  if (website !== null && !isWebAddress(website)) return err({ type: "app/bad-website" as const });
  return ok({
    name: name.trim(),
    website,
    redirectUris: uris,
    scopes: parsed.length === 0 ? [...defaultScopes] : parsed,
  });
}

function isWebAddress(text: string): boolean {
  const protocol = URL.parse(text)?.protocol;
  return text.length <= MAX_WEBSITE && (protocol === "https:" || protocol === "http:");
}

/** The application that shows itself by its id and secret; null when they do not belong together. */
export async function authenticateApp(
  ctx: Pick<Ctx, "sql">,
  clientId: string,
  secret: string,
): Promise<App | null> {
  const row = await readAppByClientId(ctx.sql, clientId);
  const given = Buffer.from(hashSecret(secret));
  const stored = Buffer.from(row?.secretHash ?? hashSecret(""));
  const fits = given.length === stored.length && timingSafeEqual(given, stored);
  return fits && row !== null ? withoutSecret(row) : null;
}

export async function findAppByClientId(ctx: Pick<Ctx, "sql">, clientId: string): Promise<App | null> {
  const row = await readAppByClientId(ctx.sql, clientId);
  return row && withoutSecret(row);
}

export async function findApp(ctx: Pick<Ctx, "sql">, id: string): Promise<App | null> {
  const row = await readAppById(ctx.sql, id);
  return row && withoutSecret(row);
}

/** What may use an account, the latest first. */
export function listApps(ctx: Pick<Ctx, "sql">, accountId: string): Promise<AuthorizedApp[]> {
  return listAuthorizedApps(ctx.sql, accountId);
}

function withoutSecret({ secretHash: _secretHash, ...app }: AppRow): App {
  return app;
}
