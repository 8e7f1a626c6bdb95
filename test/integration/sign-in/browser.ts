/** What a browser does with the pages of a node, as far as they work without scripts. */
export interface Browser {
  /** What a page answers; redirects are not followed. */
  get(path: string): Promise<Page>;
  /** Sends a form, as a page of the node would. */
  send(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Page>;
  /** Sends JSON, as the node's script would. */
  ask(path: string, body: unknown): Promise<Page>;
  /** A cookie by the end of its name. */
  cookie(name: string): string | undefined;
  setCookie(name: string, value: string): void;
}

export interface Page {
  status: number;
  text: string;
  headers: Headers;
  /** Where it leads: with path and query for the node's own pages, whole for others. */
  location: string | null;
}

export function openBrowser(origin: string): Browser {
  const cookies = new Map<string, string>();

  async function request(path: string, init: RequestInit): Promise<Page> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(new URL(path, origin), {
      redirect: "manual",
      ...init,
      headers: {
        ...(cookie !== "" && { cookie }),
        "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        ...init.headers,
      },
    });
    for (const set of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = (set.split(";")[0] ?? "").split("=");
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = answer.headers.get("location");
    return { status: answer.status, text: await answer.text(), headers: answer.headers, location };
  }

  const nameOf = (end: string) => [...cookies.keys()].find((name) => name.includes(`-${end}-`));
  const own = { origin, "sec-fetch-site": "same-origin" };
  return {
    get: (path) => request(path, { method: "GET" }),
    send: (path, fields, headers = {}) =>
      request(path, { method: "POST", body: new URLSearchParams(fields), headers: { ...own, ...headers } }),
    ask: (path, body) =>
      request(path, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { ...own, "content-type": "application/json" },
      }),
    cookie: (name) => cookies.get(nameOf(name) ?? ""),
    setCookie(name, value) {
      cookies.set(`folkmoot-${name}-${new URL(origin).port}`, value);
    },
  };
}

/** The value of a hidden field. */
export function hiddenField({ text }: Page, name: string): string | undefined {
  const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1];
  return value?.replaceAll("&amp;", "&").replaceAll("&quot;", '"');
}
