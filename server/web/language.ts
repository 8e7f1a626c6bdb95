import type { Context } from "hono";
import { acceptedLanguage, type Language, languageNamed } from "./messages/languages.ts";

const COOKIE = "desk_language";

/**
 * The language that a page is written in: what its address asks for (`?lang=de`), what was asked for before, what the account
 * writes in, what the browser accepts, English.
 *
 * @param setting the language of the account's settings
 */
export function languageOf(c: Context, setting: string | null = null): Language {
  return (
    languageNamed(c.req.query("lang")) ??
    languageNamed(new RegExp(`(?:^|;\\s*)${COOKIE}=(\\w+)`).exec(c.req.header("cookie") ?? "")?.[1]) ??
    languageNamed(setting) ??
    acceptedLanguage(c.req.header("accept-language")) ??
    "en"
  );
}

/** Remembers what an address asked for, in the browser of somebody who is signed in. */
export function rememberLanguage(c: Context, isSecure: boolean): void {
  const asked = languageNamed(c.req.query("lang"));
  if (asked !== null)
    c.header(
      "set-cookie",
      `${COOKIE}=${asked}; Path=/; Max-Age=31536000; SameSite=Lax${isSecure ? "; Secure" : ""}`,
      {
        append: true,
      },
    );
}
