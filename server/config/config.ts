import type { z } from "zod";
import { err, ok, type Result } from "#protocol/result.ts";
import { type MediaStoreConfig, mediaStoreConfig, mediaStoreMistakes } from "./media.ts";
import { type Mistake, readVariables } from "./read.ts";
import type { TrustProxy, variables } from "./variables.ts";

type Read = { readonly [Name in keyof typeof variables]: z.infer<(typeof variables)[Name]["schema"]> };

/** A node's settings, checked and complete. Addresses are normalised; `origin` has no slash at its end. */
export interface Config {
  readonly port: number;
  /** Address to listen on. */
  readonly host: string;
  readonly origin: string;
  readonly handleHost: string;
  /** Absolute. */
  readonly dataDir: string;
  readonly mediaStore: MediaStoreConfig;
  /** What the addresses of the node's files begin with; no slash at its end. */
  readonly mediaBaseUrl: string;
  readonly databaseUrl: string | undefined;
  readonly databaseSchema: string;
  readonly databasePool: number;
  readonly redisUrl: string | undefined;
  readonly allowPrivateAddress: boolean;
  readonly trustProxy: TrustProxy | undefined;
  readonly registration: "open" | "approval" | "invite" | "closed";
  /** Who joins must show that an e-mail address is theirs. */
  readonly emailConfirmation: boolean;
  /** Null when no mail can be sent. */
  readonly mail: { readonly smtpUrl: string; readonly from: string } | null;
  /** Factor of all rate limits; 0 for none. */
  readonly rateLimit: number;
  /** Only allowed domains are dealt with. */
  readonly limitedFederation: boolean;
  readonly authorizedFetch: boolean;
  readonly trends: boolean;
  /** Whether what trends is shown only once a moderator has let it through. */
  readonly trendsNeedApproval: boolean;
  /** Days in which people can appeal against what was decided about them. */
  readonly appealDays: number;
  /** What everybody may read of what was done here. */
  readonly transparency: {
    readonly period: Read["TRANSPARENCY_PERIOD"];
    /** The smallest number that is shown, beside 0. */
    readonly least: number;
  };
  /** What the admins say of all statements of reasons: countries, and laws by category. */
  readonly dsa: { readonly territory: readonly string[]; readonly legalGrounds: ReadonlyMap<string, string> };
  /** Whether other nodes may follow this one, and hear of what its panels decide. */
  readonly publishesDecisions: boolean;
  /** Days that what a rule holds of others waits for a moderator. */
  readonly holdDays: number;
  /** What becomes of it then. */
  readonly holdExpiry: "refuse" | "release";
  readonly nodeName: string;
  readonly nodeDescription: string;
  readonly sourceUrl: string;
  readonly adminEmail: string | undefined;
  readonly logLevel: Read["LOG_LEVEL"];
  readonly metricsPort: number | undefined;
  readonly metricsToken: string | undefined;
  readonly otlpEndpoint: string | undefined;
  /** Null when posts are not translated. */
  readonly translation: { readonly url: string; readonly key: string | undefined } | null;
  /** Keys by which push services know the node; undefined for those in its database. */
  readonly vapid: { readonly publicKey: string; readonly privateKey: string } | undefined;
  readonly limits: {
    readonly maxPostChars: number;
    readonly maxMentions: number;
    readonly maxMedia: number;
    readonly maxPictureBytes: number;
    /** Of sounds too. */
    readonly maxVideoBytes: number;
    readonly maxPollOptions: number;
    readonly maxBodyBytes: number;
    readonly maxThreadDepth: number;
    readonly maxStreamsPerAccount: number;
    readonly maxStreamsPerAddress: number;
  };
  readonly remoteMedia: {
    /** Whether it is kept, or only passed on. */
    readonly keeps: boolean;
    readonly cacheBytes: number;
    /** Largest video or sound that is kept. */
    readonly fileBytes: number;
  };
  /** Days for which evidence of closed cases is kept. */
  readonly evidenceDays: number;
  readonly deliveryConcurrency: number;
  /** The programs for video and sound; undefined for those of the system. */
  readonly ffmpeg: { readonly ffmpeg: string; readonly ffprobe: string } | undefined;
  /** Media that a process works on at a time, beside pictures. */
  readonly mediaWorkers: number;
}

export interface ConfigError {
  readonly type: "config/invalid";
  readonly mistakes: readonly Mistake[];
}

/**
 * Reads a node's settings from an environment. All mistakes are found at once.
 *
 * @example
 * const config = readConfig({ PORT: "3001" });
 * if (!config.ok) console.error(describeMistakes(config.error.mistakes));
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
): Result<Config, ConfigError> {
  const { values, mistakes } = readVariables(environment);
  const read = values as Read;
  const origin = read.ORIGIN ?? `http://localhost:${read.PORT ?? 3000}`;
  const url = new URL(origin);
  const onThisMachine = url.protocol === "http:" && isLoopback(url.hostname);
  // A variable that could not be read is as if it were not set, which is not what its owner should hear.
  const readable = contradictions(read, url).filter(
    ({ variable }) => !mistakes.some((mistake) => mistake.variable === variable),
  );
  const found = [...mistakes, ...readable];
  if (found.length > 0) return err({ type: "config/invalid", mistakes: found });
  const handleHost = read.HANDLE_HOST ?? url.host;
  return ok({
    port: read.PORT,
    host: read.HOST ?? (onThisMachine ? ownAddress(url.hostname) : "0.0.0.0"),
    origin,
    handleHost,
    dataDir: read.DATA_DIR,
    mediaStore: mediaStoreConfig(read),
    mediaBaseUrl: read.MEDIA_BASE_URL ?? `${origin}/files`,
    databaseUrl: read.DATABASE_URL,
    databaseSchema: read.DATABASE_SCHEMA,
    databasePool: read.DATABASE_POOL,
    redisUrl: read.REDIS_URL,
    allowPrivateAddress: read.ALLOW_PRIVATE_ADDRESS ?? onThisMachine,
    trustProxy: read.TRUST_PROXY,
    registration: read.REGISTRATION,
    emailConfirmation: (read.EMAIL_CONFIRMATION ?? (read.SMTP_URL ? "required" : "none")) === "required",
    mail: read.SMTP_URL === undefined ? null : { smtpUrl: read.SMTP_URL, from: read.MAIL_FROM ?? "" },
    rateLimit: read.RATE_LIMIT,
    limitedFederation: read.LIMITED_FEDERATION,
    authorizedFetch: read.AUTHORIZED_FETCH,
    trends: read.TRENDS,
    trendsNeedApproval: read.TRENDS_REQUIRE_APPROVAL,
    appealDays: read.APPEAL_DAYS,
    transparency: { period: read.TRANSPARENCY_PERIOD, least: read.TRANSPARENCY_LEAST },
    dsa: { territory: read.DSA_TERRITORY, legalGrounds: read.DSA_LEGAL_GROUNDS },
    publishesDecisions: read.PUBLISH_DECISIONS,
    holdDays: read.HOLD_DAYS,
    holdExpiry: read.HOLD_EXPIRY,
    nodeName: read.NODE_NAME ?? handleHost,
    nodeDescription: read.NODE_DESCRIPTION,
    sourceUrl: read.SOURCE_URL ?? origin,
    adminEmail: read.ADMIN_EMAIL,
    logLevel: read.LOG_LEVEL,
    metricsPort: read.METRICS_PORT,
    metricsToken: read.METRICS_TOKEN,
    otlpEndpoint: read.OTEL_EXPORTER_OTLP_ENDPOINT,
    translation:
      read.TRANSLATE_URL === undefined ? null : { url: read.TRANSLATE_URL, key: read.TRANSLATE_KEY },
    vapid:
      read.VAPID_PUBLIC_KEY !== undefined && read.VAPID_PRIVATE_KEY !== undefined
        ? { publicKey: read.VAPID_PUBLIC_KEY, privateKey: read.VAPID_PRIVATE_KEY }
        : undefined,
    limits: {
      maxPostChars: read.MAX_POST_CHARS,
      maxMentions: read.MAX_MENTIONS,
      maxMedia: read.MAX_MEDIA,
      maxPictureBytes: read.MAX_PICTURE_BYTES,
      maxVideoBytes: read.MAX_VIDEO_BYTES,
      maxPollOptions: read.MAX_POLL_OPTIONS,
      maxBodyBytes: read.MAX_BODY_BYTES,
      maxThreadDepth: read.MAX_THREAD_DEPTH,
      maxStreamsPerAccount: read.MAX_STREAMS_PER_ACCOUNT,
      maxStreamsPerAddress: read.MAX_STREAMS_PER_ADDRESS,
    },
    remoteMedia: {
      keeps: read.REMOTE_MEDIA === "cache",
      cacheBytes: read.REMOTE_MEDIA_CACHE_BYTES,
      fileBytes: read.REMOTE_MEDIA_FILE_BYTES,
    },
    evidenceDays: read.EVIDENCE_DAYS,
    deliveryConcurrency: read.DELIVERY_CONCURRENCY,
    ffmpeg:
      read.FFMPEG_PATH !== undefined && read.FFPROBE_PATH !== undefined
        ? { ffmpeg: read.FFMPEG_PATH, ffprobe: read.FFPROBE_PATH }
        : undefined,
    mediaWorkers: read.MEDIA_WORKERS,
  });
}

/** Settings that are right each by itself and wrong together. */
function contradictions(read: Partial<Read>, origin: URL): Mistake[] {
  const found: Mistake[] = [];
  if (read.ALLOW_PRIVATE_ADDRESS && origin.protocol === "https:" && !isLoopback(origin.hostname))
    found.push({
      variable: "ALLOW_PRIVATE_ADDRESS",
      problem: "must not be true on a public https node",
      hint: "Anyone could make the node read addresses inside your network.",
    });
  if (read.METRICS_PORT !== undefined && read.METRICS_PORT === read.PORT)
    found.push({
      variable: "METRICS_PORT",
      problem: "must differ from PORT",
      hint: "Each port has one listener.",
    });
  const vapid = [read.VAPID_PUBLIC_KEY, read.VAPID_PRIVATE_KEY];
  if (vapid.includes(undefined) && vapid.some((key) => key !== undefined))
    found.push({
      variable: read.VAPID_PUBLIC_KEY === undefined ? "VAPID_PUBLIC_KEY" : "VAPID_PRIVATE_KEY",
      problem: "is missing",
      hint: "VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY belong together.",
    });
  if (read.SMTP_URL !== undefined && read.MAIL_FROM === undefined)
    found.push({
      variable: "MAIL_FROM",
      problem: "is missing",
      hint: "With SMTP_URL set, say whom the mail is from.",
    });
  if (read.EMAIL_CONFIRMATION === "required" && read.SMTP_URL === undefined)
    found.push({
      variable: "EMAIL_CONFIRMATION",
      problem: "must not be required without SMTP_URL",
      hint: "Nobody could confirm anything: no mail is sent.",
    });
  if ((read.FFMPEG_PATH === undefined) !== (read.FFPROBE_PATH === undefined))
    found.push({
      variable: read.FFMPEG_PATH === undefined ? "FFMPEG_PATH" : "FFPROBE_PATH",
      problem: "is missing",
      hint: "The two belong together: set both or neither.",
    });
  found.push(...mediaStoreMistakes(read));
  return found;
}

/** The loopback address that an origin on this machine names: itself, or the usual one for `localhost`. */
function ownAddress(hostname: string): string {
  if (hostname === "[::1]") return "::1";
  return /^127\./.test(hostname) ? hostname : "127.0.0.1";
}

/** Whether a host name, as in URL.hostname, can only mean this machine (RFC 6761 §6.3, RFC 5735 §3, RFC 4291 §2.5.3). */
function isLoopback(hostname: string): boolean {
  return /^(.+\.)?localhost$/.test(hostname) || /^127\.\d+\.\d+\.\d+$/.test(hostname) || hostname === "[::1]";
}
