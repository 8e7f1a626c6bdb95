import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { type Config, readConfig } from "./config.ts";
import { describeMistakes, describeVariables } from "./describe.ts";
import { withEnvFile } from "./environment.ts";
import { variables } from "./variables.ts";

function config(environment: Record<string, string>): Config {
  const read = readConfig(environment);
  if (!read.ok) throw new Error(describeMistakes(read.error.mistakes));
  return read.value;
}

function mistakes(environment: Record<string, string>): string[] {
  const read = readConfig(environment);
  return read.ok ? [] : read.error.mistakes.map(({ variable, problem }) => `${variable} ${problem}`);
}

describe("settings", () => {
  it("make a node on localhost that may talk to another one there, when nothing is set", () => {
    expect(config({})).toMatchObject({
      port: 3000,
      host: "127.0.0.1",
      origin: "http://localhost:3000",
      handleHost: "localhost:3000",
      nodeName: "localhost:3000",
      allowPrivateAddress: true,
      databaseUrl: undefined,
      metricsPort: undefined,
      registration: "invite",
      limits: { maxPostChars: 5000, maxBodyBytes: 1_048_576 },
    });
  });

  it("follow the port and the origin", () => {
    expect(config({ PORT: "3001" }).origin).toBe("http://localhost:3001");
    expect(config({ ORIGIN: "https://Example.org/", HANDLE_HOST: "example.net" })).toMatchObject({
      host: "0.0.0.0",
      origin: "https://example.org",
      handleHost: "example.net",
      allowPrivateAddress: false,
    });
  });

  it("take an empty value for one that is not set", () => {
    expect(config({ PORT: "", DATABASE_URL: " " })).toMatchObject({ port: 3000, databaseUrl: undefined });
  });

  it("name every mistake at once and never repeat a value", () => {
    const read = readConfig({
      PORT: "eighty",
      ORIGIN: "https://example.org/path",
      DATABASE_URL: "mysql://me:secret@host/db",
      REGISTRATION: "maybe",
      METRICS_TOKEN: "short-secret",
    });
    if (read.ok) throw new Error("accepted");
    const text = describeMistakes(read.error.mistakes);
    expect(text).toContain("5 settings are wrong:");
    expect(text).toContain("PORT must be a whole number from 1 to 65535.");
    expect(text).toContain("ORIGIN must have no path, user name, query or fragment.");
    expect(text).toContain("REGISTRATION must be one of open, approval, invite, closed.");
    expect(text).not.toContain("secret");
  });

  it("refuse private addresses on a public node", () => {
    expect(mistakes({ ORIGIN: "https://example.org", ALLOW_PRIVATE_ADDRESS: "true" })).toEqual([
      "ALLOW_PRIVATE_ADDRESS must not be true on a public https node",
    ]);
    expect(mistakes({ ORIGIN: "https://127.0.0.2:9443", ALLOW_PRIVATE_ADDRESS: "true" })).toEqual([]);
  });

  it("name both programs for video and sound, or neither", () => {
    const both = { FFMPEG_PATH: "/opt/ffmpeg", FFPROBE_PATH: "/opt/ffprobe" };
    expect(readConfig(both)).toMatchObject({
      value: { ffmpeg: { ffmpeg: "/opt/ffmpeg", ffprobe: "/opt/ffprobe" } },
    });
    expect(readConfig({ FFPROBE_PATH: "/opt/ffprobe" })).toMatchObject({
      error: { mistakes: [{ variable: "FFMPEG_PATH", problem: "is missing" }] },
    });
    expect(readConfig({ ...both, FFMPEG_PATH: "ffmpeg" }).ok).toBe(false);
  });

  it("read proxies as a number or as networks", () => {
    expect(config({ TRUST_PROXY: "2" }).trustProxy).toEqual({ hops: 2 });
    expect(config({ TRUST_PROXY: "10.0.0.0/8, ::1" }).trustProxy).toEqual({
      networks: ["10.0.0.0/8", "::1"],
    });
    expect(mistakes({ TRUST_PROXY: "10.0.0.0/8, yes" })).toHaveLength(1);
  });

  it("ask for confirmed addresses where mail can be sent, and never where it cannot", () => {
    const mail = { SMTP_URL: "smtps://me:secret@mail.example", MAIL_FROM: "Here <hello@example.org>" };
    expect(config({})).toMatchObject({ mail: null, emailConfirmation: false });
    expect(config(mail)).toMatchObject({
      mail: { smtpUrl: mail.SMTP_URL, from: mail.MAIL_FROM },
      emailConfirmation: true,
    });
    expect(config({ ...mail, EMAIL_CONFIRMATION: "none" }).emailConfirmation).toBe(false);
    expect(mistakes({ EMAIL_CONFIRMATION: "required" })).toEqual([
      "EMAIL_CONFIRMATION must not be required without SMTP_URL",
    ]);
    expect(mistakes({ SMTP_URL: mail.SMTP_URL })).toEqual(["MAIL_FROM is missing"]);
    expect(mistakes({ ...mail, MAIL_FROM: "Here <a@b>\r\nBcc: <c@d>" })).toEqual([
      "MAIL_FROM must be an e-mail address",
    ]);
  });

  it("come from a .env file beneath the environment", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "folkmoot-env-"));
    expect(withEnvFile({ PORT: "1" }, folder)).toEqual({ PORT: "1" });
    writeFileSync(path.join(folder, ".env"), 'PORT=2\nNODE_NAME="Market Square"\n');
    expect(withEnvFile({ PORT: "1" }, folder)).toEqual({ PORT: "1", NODE_NAME: "Market Square" });
    rmSync(folder, { recursive: true });
  });
});

describe("the help", () => {
  it("lists every variable", () => {
    for (const name of Object.keys(variables)) expect(describeVariables()).toContain(`${name}\n`);
  });

  it.runIf(existsSync("README.md"))("and so does the README", () => {
    const readme = readFileSync("README.md", "utf8");
    expect(Object.keys(variables).filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });
});
