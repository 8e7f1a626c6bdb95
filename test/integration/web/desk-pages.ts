import { startSession } from "#server/sessions/start.ts";
import type { ApiRig, Person } from "../api/rig.ts";

/** Opens pages of the desk and sends their forms, as a browser of somebody who is signed in. */
export function deskPages(rig: ApiRig) {
  const cookies = new Map<string, string>();
  async function cookieOf({ id }: Person): Promise<string> {
    const known = cookies.get(id);
    if (known !== undefined) return known;
    const cookie = await startSession(rig.ctx, id, { headers: new Headers(), address: "127.0.0.1" });
    cookies.set(id, cookie.split(";")[0] ?? "");
    return cookies.get(id) ?? "";
  }
  return {
    cookieOf,
    async open(person: Person, path: string) {
      const headers = { accept: "text/html", cookie: await cookieOf(person) };
      const { status, body } = await rig.request("GET", path, { headers });
      return { status, html: String(body) };
    },
    async send(person: Person, path: string, fields: Record<string, string>) {
      const { status, headers, body } = await rig.request("POST", path, {
        body: new URLSearchParams(fields),
        headers: { accept: "text/html", cookie: await cookieOf(person), "sec-fetch-site": "same-origin" },
      });
      const html = typeof body === "string" ? body : JSON.stringify(body);
      return { status, to: headers.get("location") ?? "", html };
    },
  };
}

export type DeskPages = ReturnType<typeof deskPages>;
