/** A browser without scripts: it keeps cookies, follows redirects within the node and sends forms. */
export interface Browser {
  /** The page at last, or where a redirect leaves the node. */
  open(url: string): Promise<Page>;
  /** Sends the page's form that has all of these fields, with these values. */
  submit(page: Page, values: Record<string, string>): Promise<Page>;
}

export interface Page {
  url: string;
  status: number;
  html: string;
}

const MAX_REDIRECTS = 10;

export function createBrowser(origin: string): Browser {
  const cookies = new Map<string, string>();

  async function go(url: string, init: RequestInit = {}): Promise<Page> {
    let at = url;
    let next = init;
    for (let hop = 0; hop < MAX_REDIRECTS; hop++) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const response = await fetch(at, {
        ...next,
        redirect: "manual",
        headers: { ...(cookie && { cookie }), "sec-fetch-site": "same-origin", origin, ...next.headers },
      });
      for (const line of response.headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === "" || /max-age=0/i.test(line)) cookies.delete(name);
        else cookies.set(name, value);
      }
      const location = response.headers.get("location");
      const html = await response.text();
      if (location === null) return { url: at, status: response.status, html };
      at = new URL(location, at).href;
      if (!at.startsWith(`${origin}/`)) return { url: at, status: response.status, html };
      next = {};
    }
    throw new Error(`${url} leads round in circles`);
  }

  return {
    open: (url) => go(url),
    submit(page, values) {
      const form = formWith(page.html, Object.keys(values));
      const body = new URLSearchParams({ ...form.fields, ...values });
      return go(new URL(form.action || page.url, page.url).href, { method: "POST", body });
    },
  };
}

/** The first form of a page that has all the names; hidden fields come with their values. */
function formWith(
  html: string,
  names: readonly string[],
): { action: string; fields: Record<string, string> } {
  for (const [form, attributes = "", inside = ""] of html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)) {
    const has = (name: string) => form.includes(`name="${name}"`);
    if (!names.every(has)) continue;
    const fields: Record<string, string> = {};
    for (const [input] of inside.matchAll(/<input\b[^>]*>/g)) {
      const name = attribute(input, "name");
      if (name !== null && /type="hidden"/.test(input)) fields[name] = attribute(input, "value") ?? "";
    }
    return { action: decoded(attribute(attributes, "action") ?? ""), fields };
  }
  throw new Error(`no form with ${names.join(", ")} in:\n${html}`);
}

function attribute(tag: string, name: string): string | null {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? null : decoded(value);
}

function decoded(text: string): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
