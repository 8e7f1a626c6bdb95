import path from "node:path";
import ipaddr from "ipaddr.js";
import { z } from "zod";
import { categories, isCategory } from "#moderation/category.ts";
import { countries } from "#moderation/transparency/dsa/vocabulary.ts";
import { periodLengths } from "#moderation/transparency/period.ts";

/** One variable of the environment: how its text is read, and what the help says about it. */
export interface Variable<Value> {
  readonly meaning: string;
  /** What holds when the variable is not set, in words where it depends on others. */
  readonly default: string;
  readonly schema: z.ZodType<Value, string | undefined>;
}

function variable<Value>(
  meaning: string,
  fallback: string,
  schema: z.ZodType<Value, string | undefined>,
): Variable<Value> {
  return { meaning, default: fallback, schema };
}

const wholeNumber = (least: number, most: number) =>
  z.string().refine((text) => /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most, {
    error: `must be a whole number from ${least} to ${most}`,
  });

const number = (meaning: string, least: number, most: number, fallback: number) =>
  variable(meaning, String(fallback), wholeNumber(least, most).default(String(fallback)).transform(Number));

const yesOrNo = z
  .enum(["true", "false", "1", "0", "yes", "no"], { error: "must be true or false" })
  .transform((text) => ["true", "1", "yes"].includes(text));

const oneOf = <const Names extends readonly [string, ...string[]]>(names: Names, fallback: Names[number]) =>
  z.enum(names, { error: `must be one of ${names.join(", ")}` }).default(fallback as never);

const urlWith = (protocols: readonly string[], wanted: string) =>
  z
    .string()
    .refine((text) => protocols.includes(URL.parse(text)?.protocol ?? ""), { error: `must be ${wanted}` });

const origin = urlWith(["http:", "https:"], "an address such as https://example.org")
  .refine((text) => isBareOrigin(text), { error: "must have no path, user name, query or fragment" })
  .transform((text) => new URL(text).origin);

const baseUrl = urlWith(["http:", "https:"], "an address such as https://cdn.example.org/files")
  .refine((text) => isBare(text), { error: "must have no user name, query or fragment" })
  .transform((text) => new URL(text).href.replace(/\/+$/, ""));

const program = z
  .string()
  .refine((text) => path.isAbsolute(text), { error: "must be a path such as /usr/local/bin/ffmpeg" })
  .optional();

const hostAndPort = z
  .string()
  .refine((text) => !/[/@?#\s]/.test(text) && URL.parse(`https://${text}`) !== null, {
    error: "must be a host name, with a port if need be, such as example.org",
  })
  .transform((text) => new URL(`https://${text}`).host);

/** Which proxies may say where a request comes from (`X-Forwarded-For`): the last `hops`, or those in `networks`. */
export type TrustProxy = { readonly hops: number } | { readonly networks: readonly string[] };

const trustProxy = z
  .string()
  .refine((text) => /^\d{1,2}$/.test(text) || networksOf(text).every(isNetwork), {
    error: "must be a number of proxies or a list of networks such as 10.0.0.0/8, fd00::/8",
  })
  .transform(
    (text): TrustProxy => (/^\d+$/.test(text) ? { hops: Number(text) } : { networks: networksOf(text) }),
  );

const namesIn = (text: string) =>
  text
    .split(/[,\s]+/)
    .map((name) => name.trim())
    .filter((name) => name !== "");

/** `category=law` */
function groundIn(part: string): [category: string, law: string] {
  const [category = "", ...law] = part.split("=");
  return [category.trim(), law.join("=").trim()];
}

const base64url = (bytes: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+={0,2}$/, { error: `must be ${bytes} bytes in base64url` })
    .transform((text) => text.replace(/=+$/, ""))
    .refine((text) => Buffer.from(text, "base64url").length === bytes, {
      error: `must be ${bytes} bytes in base64url`,
    });

/** Every variable the node reads, in the order in which the help lists them. */
export const variables = {
  PORT: number("Port to listen on.", 1, 65_535, 3000),
  HOST: variable(
    "Address to listen on.",
    "ORIGIN's own when it is http on this machine (127.0.0.1 for localhost), else 0.0.0.0",
    z.string().optional(),
  ),
  ORIGIN: variable(
    "The node's public address, http or https, without a path. It is part of every id: never change it later.",
    "http://localhost:PORT",
    origin.optional(),
  ),
  HANDLE_HOST: variable(
    "The part of handles after the second @.",
    "the host of ORIGIN",
    hostAndPort.optional(),
  ),
  DATA_DIR: variable(
    "Folder for the embedded database, media and keys.",
    "./data",
    z
      .string()
      .default("./data")
      .transform((folder) => path.resolve(folder)),
  ),
  MEDIA_STORE: variable(
    "Where files of media are kept: disk (under DATA_DIR) or s3.",
    "disk",
    oneOf(["disk", "s3"], "disk"),
  ),
  S3_ENDPOINT: variable(
    "A server that speaks S3: https://s3.example.org.",
    "Amazon's in S3_REGION",
    baseUrl.optional(),
  ),
  S3_REGION: variable(
    "The region of the bucket.",
    "us-east-1",
    z
      .string()
      .regex(/^[a-z0-9-]{1,64}$/, { error: "must be a region such as eu-central-1" })
      .default("us-east-1"),
  ),
  S3_BUCKET: variable(
    "The bucket, which must be there.",
    "none",
    z
      .string()
      .regex(/^[A-Za-z0-9._-]{3,255}$/, { error: "must be a bucket's name" })
      .optional(),
  ),
  S3_ACCESS_KEY_ID: variable("The key that may read, write, remove and list.", "none", z.string().optional()),
  S3_SECRET_ACCESS_KEY: variable("The secret of S3_ACCESS_KEY_ID.", "none", z.string().optional()),
  S3_PREFIX: variable(
    "What the names of the node's files begin with in the bucket: some/folder.",
    "none",
    z
      .string()
      .regex(/^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/, {
        error: "must be letters, digits, dots, dashes and underscores, with slashes between",
      })
      .default(""),
  ),
  S3_PATH_STYLE: variable(
    "Whether the bucket stands in the path of addresses, not in the host.",
    "true when S3_ENDPOINT is set, else false",
    yesOrNo.optional(),
  ),
  S3_READERS: variable(
    "How readers get files from S3: stream (through the node) or redirect (to the bucket).",
    "stream",
    oneOf(["stream", "redirect"], "stream"),
  ),
  S3_PUBLIC_URL: variable(
    "Where the bucket's files (under S3_PREFIX) lie openly, for redirects: https://media.example.org.",
    "none: addresses are signed",
    baseUrl.optional(),
  ),
  S3_SIGNED_SECONDS: number("How long a signed address holds.", 900, 604_800, 3_600),
  MEDIA_BASE_URL: variable(
    "What the addresses of media begin with, such as a CDN's that asks the node: https://cdn.example.org/files.",
    "ORIGIN/files",
    baseUrl.optional(),
  ),
  DATABASE_URL: variable(
    "A PostgreSQL server, 15 or newer: postgres://user:password@host/database.",
    "an embedded server under DATA_DIR",
    urlWith(
      ["postgres:", "postgresql:"],
      "an address such as postgres://user:password@host/database",
    ).optional(),
  ),
  DATABASE_SCHEMA: variable(
    "The PostgreSQL schema of this node; nodes with different ones can share a database.",
    "public",
    z
      .string()
      .regex(/^[a-z_][a-z0-9_]{0,49}$/, { error: "must be at most 50 small letters, digits and underscores" })
      .default("public"),
  ),
  DATABASE_POOL: number("Most connections to the database.", 2, 200, 10),
  REDIS_URL: variable(
    "A Redis server for the queues: redis://host:6379.",
    "queues in the database",
    urlWith(["redis:", "rediss:"], "an address such as redis://host:6379").optional(),
  ),
  ALLOW_PRIVATE_ADDRESS: variable(
    "Whether to fetch from and deliver to private and local addresses. For development and tests only.",
    "true when ORIGIN is http on this machine, else false",
    yesOrNo.optional(),
  ),
  TRUST_PROXY: variable(
    "The number of reverse proxies in front of the node, or their networks (10.0.0.0/8, fd00::/8).",
    "none",
    trustProxy.optional(),
  ),
  REGISTRATION: variable(
    "Who may make an account: open, approval (a moderator says yes to each), invite or closed.",
    "invite",
    oneOf(["open", "approval", "invite", "closed"], "invite"),
  ),
  EMAIL_CONFIRMATION: variable(
    "Whether who joins must confirm an e-mail address first: required or none.",
    "required when SMTP_URL is set, else none",
    z.enum(["required", "none"], { error: "must be one of required, none" }).optional(),
  ),
  SMTP_URL: variable(
    "A mail server: smtps://user:password@host, smtp://host:587. Without one no mail is sent.",
    "none",
    urlWith(["smtp:", "smtps:"], "an address such as smtps://user:password@host").optional(),
  ),
  MAIL_FROM: variable(
    'The sender of mail, such as "Our node <hello@example.org>". Needed with SMTP_URL.',
    "none",
    z
      .string()
      .regex(/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/, { error: "must be an e-mail address" })
      .optional(),
  ),
  RATE_LIMIT: variable(
    "How many times Mastodon's rate limits apply: 2 for twice as many calls, 0 for no limits.",
    "1",
    z
      .string()
      .refine((text) => /^\d{1,4}(\.\d{1,3})?$/.test(text), {
        error: "must be a number such as 1, 0.5 or 10",
      })
      .default("1")
      .transform(Number),
  ),
  LIMITED_FEDERATION: variable(
    "Whether the node deals only with domains that its administrators have allowed.",
    "false",
    yesOrNo.default(false),
  ),
  AUTHORIZED_FETCH: variable(
    "Whether other servers must sign their requests for posts and whole profiles.",
    "false",
    yesOrNo.default(false),
  ),
  TRENDS: variable("Whether the node shows what trends.", "true", yesOrNo.default(true)),
  APPEAL_DAYS: number(
    "Days in which somebody can appeal against what was decided about them; for so long nothing of it is erased. The EU's Digital Services Act (article 20) asks for six months.",
    1,
    3_650,
    183,
  ),
  TRANSPARENCY_PERIOD: variable(
    "What the figures that everybody may read are of: each month, quarter or year that is over. Change it once a year at most: from figures of two lengths, small numbers can be worked out.",
    "quarter",
    oneOf(periodLengths, "quarter"),
  ),
  TRANSPARENCY_LEAST: number(
    "The smallest number in these figures: what happened less often is held back, and whatever gives it away.",
    5,
    1_000,
    10,
  ),
  DSA_TERRITORY: variable(
    "Where what is decided here holds, for the EU's DSA Transparency Database: countries of the EEA, such as AT,DE.",
    "none",
    z
      .string()
      .transform((text) => namesIn(text).map((code) => code.toUpperCase()))
      .refine((codes) => codes.every((code) => countries.includes(code)), {
        error: "must be countries of the European Economic Area, such as AT,DE",
      })
      .default([]),
  ),
  DSA_LEGAL_GROUNDS: variable(
    'Categories that are against the law here, with the law, for the same database: "rights=Directive (EU) 2019/790; legal=Criminal Code". What is of no other is against the node\'s rules.',
    "none",
    z
      .string()
      .transform((text) => text.split(";").flatMap((part) => (part.trim() === "" ? [] : [groundIn(part)])))
      .refine(
        (grounds) =>
          grounds.every(([category, law]) => isCategory(category) && law !== "" && law.length <= 500),
        {
          error: `must be such as "rights=Directive (EU) 2019/790", with ${Object.keys(categories).join(", ")}`,
        },
      )
      .transform((grounds): ReadonlyMap<string, string> => new Map(grounds))
      .default(new Map()),
  ),
  PUBLISH_DECISIONS: variable(
    "Whether other nodes may follow this one, and hear of what its panels decide.",
    "true",
    yesOrNo.default(true),
  ),
  HOLD_DAYS: number(
    "Days that what a rule holds waits for a moderator; what people here wrote waits 30.",
    1,
    365,
    14,
  ),
  HOLD_EXPIRY: variable(
    "What becomes of what no moderator has looked at in that time: `refuse` or `release`.",
    "refuse",
    oneOf(["refuse", "release"], "refuse"),
  ),
  TRENDS_REQUIRE_APPROVAL: variable(
    "Whether hashtags, posts and links trend only once a moderator has let them through.",
    "true",
    yesOrNo.default(true),
  ),
  NODE_NAME: variable(
    "The node's name.",
    "the handle host",
    z.string().max(100, { error: "must have at most 100 characters" }).optional(),
  ),
  NODE_DESCRIPTION: variable("What the node is for, in a sentence.", "empty", z.string().default("")),
  SOURCE_URL: variable(
    "Where the source code of this node is, which its licence asks you to offer.",
    "ORIGIN",
    urlWith(["http:", "https:"], "an address such as https://code.example.org/node").optional(),
  ),
  ADMIN_EMAIL: variable(
    "Where people reach whoever runs the node.",
    "none",
    z.email({ error: "must be an e-mail address" }).optional(),
  ),
  LOG_LEVEL: variable(
    "Least level to log: trace, debug, info, warn, error or silent.",
    "info",
    oneOf(["trace", "debug", "info", "warn", "error", "silent"], "info"),
  ),
  METRICS_PORT: variable(
    "Port for Prometheus metrics, on 127.0.0.1.",
    "none",
    wholeNumber(1, 65_535).transform(Number).optional(),
  ),
  METRICS_TOKEN: variable(
    "Bearer token that opens /metrics on the public port.",
    "none",
    z.string().min(16, { error: "must have at least 16 characters" }).optional(),
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: variable(
    "An OpenTelemetry collector (OTLP over HTTP): http://localhost:4318.",
    "none",
    urlWith(["http:", "https:"], "an address such as http://localhost:4318").optional(),
  ),
  TRANSLATE_URL: variable(
    "A LibreTranslate server that translates posts, at a public address: https://translate.example.org.",
    "none",
    urlWith(["http:", "https:"], "an address such as https://translate.example.org").optional(),
  ),
  TRANSLATE_KEY: variable("The key that TRANSLATE_URL wants, if any.", "none", z.string().optional()),
  VAPID_PUBLIC_KEY: variable(
    "The public key by which push services know the node, base64url; with VAPID_PRIVATE_KEY.",
    "a pair that is made once and kept in the database",
    base64url(65).optional(),
  ),
  VAPID_PRIVATE_KEY: variable(
    "The private key that belongs to VAPID_PUBLIC_KEY, base64url.",
    "see VAPID_PUBLIC_KEY",
    base64url(32).optional(),
  ),
  MAX_POST_CHARS: number("Most characters in a post written here.", 100, 100_000, 5000),
  MAX_MENTIONS: number("Most mentions in a post written here.", 1, 1000, 50),
  MAX_MEDIA: number("Most media in a post written here.", 1, 64, 8),
  FFMPEG_PATH: variable(
    "The ffmpeg that is used, with FFPROBE_PATH.",
    "the system's, else the packaged one",
    program,
  ),
  FFPROBE_PATH: variable(
    "The ffprobe that is used, with FFMPEG_PATH.",
    "the system's, else the packaged one",
    program,
  ),
  MAX_PICTURE_BYTES: number(
    "Largest picture that can be sent here, in bytes.",
    100_000,
    1_000_000_000,
    16_777_216,
  ),
  MAX_VIDEO_BYTES: number(
    "Largest video or sound that can be sent here, in bytes.",
    100_000,
    2_000_000_000,
    209_715_200,
  ),
  MEDIA_WORKERS: number("Media that a process works on at a time, beside pictures.", 1, 64, 1),
  MAX_POLL_OPTIONS: number("Most options in a poll made here.", 2, 50, 10),
  MAX_BODY_BYTES: number("Largest activity taken in, in bytes.", 10_000, 100_000_000, 1_048_576),
  EVIDENCE_DAYS: number(
    "Days for which what was reported is kept once its case is closed, and no appeal is possible or waits.",
    0,
    36_500,
    180,
  ),
  MAX_THREAD_DEPTH: number("How many unknown posts above a reply are fetched.", 0, 1000, 40),
  REMOTE_MEDIA: variable(
    "What becomes of media from other servers that people look at: cache (kept here for the next reader) or proxy (only passed on).",
    "cache",
    oneOf(["cache", "proxy"], "cache"),
  ),
  REMOTE_MEDIA_CACHE_BYTES: number(
    "How much is kept of them, in bytes; what was not looked at for longest goes first.",
    1_000_000,
    1_000_000_000_000_000,
    10_000_000_000,
  ),
  REMOTE_MEDIA_FILE_BYTES: number(
    "Largest video or sound of them that is kept, in bytes; larger ones are passed on each time.",
    0,
    10_000_000_000,
    50_000_000,
  ),
  MAX_STREAMS_PER_ACCOUNT: number(
    "Streams that an account may have open at a time, in each process.",
    1,
    100_000,
    50,
  ),
  MAX_STREAMS_PER_ADDRESS: number(
    "Streams that an address may have open at a time, in each process; this machine's own may have any number.",
    1,
    100_000,
    300,
  ),
  DELIVERY_CONCURRENCY: number("Deliveries to other servers at a time.", 1, 1000, 64),
} as const;

function isBareOrigin(text: string): boolean {
  return URL.parse(text)?.pathname === "/" && isBare(text);
}

function isBare(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && !url.search && !url.hash && !url.username && !url.password;
}

function networksOf(text: string): string[] {
  return text.split(",").map((part) => part.trim());
}

function isNetwork(text: string): boolean {
  return ipaddr.isValidCIDR(text) || ipaddr.isValid(text);
}
