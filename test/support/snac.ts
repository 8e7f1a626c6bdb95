import { execFile, execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { temporaryFolder } from "./processes-folder.ts";
import { freePort } from "./redis.ts";

const START_LIMIT_MS = 10_000;
const COMMAND_LIMIT_MS = 20_000;

/** A post as snac's Mastodon API shows it, as far as the tests look. */
export interface SnacPost {
  id: string;
  uri: string;
  content: string;
  spoiler_text: string;
  visibility: string;
  in_reply_to_id: string | null;
  edited_at: string | null;
  favourites_count: number;
  reblogs_count: number;
  account: { acct: string; display_name: string };
  tags: { name: string }[];
  media_attachments: { type: string; url: string; description: string | null }[];
  poll: { votes_count: number; options: { title: string; votes_count: number }[] } | null;
}

/** A snac server with one person, `bob`: fediverse software of other people, in another language. */
export interface Snac {
  readonly origin: string;
  readonly host: string;
  /** Bob's actor. */
  readonly iri: string;
  /** `@bob@127.0.0.1:8001` */
  readonly handle: string;
  /** What it has logged. */
  output(): string;
  /** `snac <command> <folder> bob ...`, as its administrator types it. */
  run(command: string, ...args: string[]): Promise<string>;
  /** Its Mastodon API, signed in as Bob. Throws unless the answer is a success. */
  api<T>(method: string, path: string, body?: Record<string, string>): Promise<T>;
  /** A form of Bob's pages, such as `admin/action`. */
  submit(form: string, fields: Record<string, string>): Promise<void>;
  /** A post in Bob's timeline; null when it is not there. */
  post(iri: string): Promise<SnacPost | null>;
  /** Stops the server and removes its data. */
  close(): Promise<void>;
}

/** Whether snac is installed here (Debian's package is `snac2`); tests that need it are skipped where it is not. */
export function snacInstalled(): boolean {
  try {
    return execFileSync("snac", { encoding: "utf8", stdio: "pipe" }).includes("adduser");
  } catch (error) {
    // Without a command it shows its help and may end with any status.
    return (error as NodeJS.ErrnoException).code !== "ENOENT";
  }
}

/**
 * Starts a snac server on a free port of 127.0.0.1, which speaks plain http. What it logs is shown where `E2E_LOG` is set.
 *
 * @example const snac = await startSnac(); await snac.run("follow", ana.iri); await snac.close();
 */
export async function startSnac(): Promise<Snac> {
  const parent = temporaryFolder("folkmoot-snac-");
  const folder = path.join(parent, "data");
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  const origin = `http://${host}`;
  const iri = `${origin}/bob`;

  await snac(["init", folder], `127.0.0.1\n${port}\n${host}\n\n\n`);
  const settings = path.join(folder, "server.json");
  writeFileSync(
    settings,
    JSON.stringify({ ...JSON.parse(readFileSync(settings, "utf8")), protocol: "http" }),
  );
  const added = await snac(["adduser", folder, "bob"], "");
  const password = /User password is (\S+)/.exec(added)?.[1];
  if (password === undefined) throw new Error(`snac made no person: ${added}`);

  let output = "";
  const server = spawn("snac", ["httpd", folder], { env: { ...process.env, DEBUG: "2" }, stdio: "pipe" });
  for (const stream of [server.stdout, server.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (process.env.E2E_LOG) process.stderr.write(text);
    });
  async function close(): Promise<void> {
    const ended = server.exitCode === null ? once(server, "exit") : null;
    server.kill();
    await ended;
    rmSync(parent, { recursive: true, force: true });
  }

  for (let waited = 0; !(await answers(iri)); waited += 50) {
    if (waited > START_LIMIT_MS || server.exitCode !== null) {
      await close();
      throw new Error(`snac does not start:\n${output}`);
    }
    await sleep(50);
  }

  const signIn = new URLSearchParams({ login: "bob", passwd: password });
  const token = await (
    await fetch(`${origin}/oauth/x-snac-get-token`, { method: "POST", body: signIn })
  ).text();

  async function api<T>(method: string, route: string, body?: Record<string, string>): Promise<T> {
    const answer = await fetch(`${origin}/api${route}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`snac answers ${answer.status} to ${method} ${route}`);
    return (await answer.json()) as T;
  }

  return {
    origin,
    host,
    iri,
    handle: `@bob@${host}`,
    output: () => output,
    run: (command, ...args) => snac([command, folder, "bob", ...args], ""),
    api,
    async submit(form, fields) {
      const answer = await fetch(`${iri}/${form}`, {
        method: "POST",
        body: new URLSearchParams(fields).toString(),
        // It does not know the type with a charset, which fetch would add.
        headers: {
          authorization: `Basic ${btoa(`bob:${password}`)}`,
          "content-type": "application/x-www-form-urlencoded",
        },
        redirect: "manual",
      });
      if (answer.status !== 303) throw new Error(`snac answers ${answer.status} to ${form}`);
    },
    async post(address) {
      try {
        const found = await api<SnacPost & { reblog: SnacPost | null }>(
          "GET",
          `/v1/statuses/${snacId(address)}`,
        );
        return found.reblog ?? found;
      } catch {
        return null;
      }
    },
    close,
  };
}

/** The id of a post in snac's Mastodon API: ten digits of a time, which it does not read, and a digest of the address. */
export function snacId(iri: string): string {
  return `0000000000${createHash("md5").update(iri).digest("hex")}`;
}

function snac(args: readonly string[], input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile("snac", args, { timeout: COMMAND_LIMIT_MS }, (error, output, errors) => {
      if (error) reject(new Error(`snac ${args.join(" ")}: ${output}${errors}`));
      else resolve(output);
    });
    child.stdin?.end(input);
  });
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { headers: { accept: "application/activity+json" } })).ok;
  } catch {
    return false;
  }
}
