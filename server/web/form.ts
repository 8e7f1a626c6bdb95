import type { Context } from "hono";
import { html } from "hono/html";
import { contentPolicy, type Policy } from "./headers.ts";
import { shellOf } from "./local-page.ts";
import { wordsIn } from "./messages/words.ts";
import { type Html, page, type Site } from "./ui/layout.ts";

type Status = 200 | 400 | 403 | 404 | 422 | 429;

export interface Shown {
  title: string;
  main: Html;
  status?: Status;
  head?: Html;
  policy?: Policy;
}

/** A page about one person: kept by nobody. */
export function show(c: Context, site: Site, { title, main, status = 200, head, policy }: Shown) {
  c.header("cache-control", "no-store");
  if (policy !== undefined) c.header("content-security-policy", contentPolicy(policy));
  // Pages behind the sign-in have it; on the others nobody looks for who reads them.
  const isSignedIn = c.get("session") !== undefined;
  return c.html(
    page({
      site,
      title,
      main,
      ...(head !== undefined && { head }),
      ...(isSignedIn && { shell: shellOf(wordsIn("en")) }),
    }),
    status,
  );
}

/** A page that says one thing. */
export function notice(title: string, ...paragraphs: (Html | string)[]): Html {
  return html`<h1>${title}</h1>${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}`;
}

/** The fields of a form that was sent; files and what came twice are as if they had not come. */
export async function readForm(c: Context): Promise<(name: string) => string> {
  const body = await c.req.parseBody();
  return (name) => {
    const value = body[name];
    return typeof value === "string" ? value : "";
  };
}

/** Where a browser came from, and what it says of itself. */
export function browserOf(c: Context): { headers: Headers; address: string } {
  return { headers: c.req.raw.headers, address: c.env?.address ?? "" };
}

export function setCookies(c: Context, cookies: readonly string[]): void {
  for (const cookie of cookies) c.header("set-cookie", cookie, { append: true });
}

/** Something that went wrong, at the top of a form, read out at once. */
export function alert(text: string | null): Html | "" {
  return text === null ? "" : html`<p class="wrong" role="alert">${text}</p>`;
}

/** Whole minutes until a time, at least one. */
export function minutesUntil(until: Date, now: Date): number {
  return Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 60_000));
}
