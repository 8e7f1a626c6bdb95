import type { ApiRig, Person } from "../api/rig.ts";
import { type Browser, openBrowser, type Page } from "../sign-in/browser.ts";

export interface Signed {
  browser: Browser;
  /** A CSV file of one's own. */
  csv(kind: string): Promise<string>;
  /** Sends the form for a file; answers the address of the page that shows what is in it. */
  upload(form: Record<string, string>, file: string, name?: string): Promise<Page>;
  uploadArchive(bytes: Uint8Array, name?: string): Promise<Page>;
  /** Uploads, confirms, waits; answers the page of the import. */
  bring(kind: string, file: string, mode?: "merge" | "overwrite"): Promise<Page>;
}

/** Somebody in a browser, signed in. */
export async function signedIn(rig: ApiRig, { username }: Person): Promise<Signed> {
  const browser = openBrowser(rig.origin);
  await browser.send("/auth/sign_in", {
    name: username,
    password: "a long enough password",
    next: "/settings/export",
  });
  const cookie = [browser.cookie("session")];
  const port = new URL(rig.origin).port;

  async function sendForm(path: string, form: FormData): Promise<Page> {
    const answer = await fetch(`${rig.origin}${path}`, {
      method: "POST",
      redirect: "manual",
      body: form,
      headers: {
        cookie: `folkmoot-session-${port}=${cookie[0]}`,
        origin: rig.origin,
        "sec-fetch-site": "same-origin",
      },
    });
    return {
      status: answer.status,
      text: await answer.text(),
      headers: answer.headers,
      location: answer.headers.get("location"),
    };
  }

  const signed: Signed = {
    browser,
    csv: async (kind) => (await browser.get(`/settings/exports/${kind}.csv`)).text,
    upload(fields, file, name = "file.csv") {
      const form = new FormData();
      for (const [key, value] of Object.entries(fields)) form.set(key, value);
      form.set("file", new File([file], name, { type: "text/csv" }));
      return sendForm("/settings/import", form);
    },
    uploadArchive(bytes, name = "archive.zip") {
      const form = new FormData();
      form.set("archive", new File([new Uint8Array(bytes)], name));
      return sendForm("/settings/import/archive", form);
    },
    async bring(kind, file, mode = "merge") {
      const { location } = await signed.upload({ kind, mode }, file);
      if (location === null) throw new Error("the file was refused");
      await browser.send(`${location}/confirm`, {});
      await rig.node.settle();
      return browser.get(location);
    },
  };
  return signed;
}
