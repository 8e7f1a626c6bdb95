import type { z } from "zod";
import { err, ok, type Result } from "#protocol/result.ts";
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
  readonly databaseUrl: string | undefined;
  readonly databaseSchema: string;
  readonly databasePool: number;
  readonly redisUrl: string | undefined;
  readonly allowPrivateAddress: boolean;
  readonly trustProxy: TrustProxy | undefined;
  readonly registration: "open" | "invite" | "closed";
  readonly authorizedFetch: boolean;
  readonly nodeName: string;
  readonly nodeDescription: string;
  readonly adminEmail: string | undefined;
  readonly logLevel: Read["LOG_LEVEL"];
  readonly metricsPort: number | undefined;
  readonly metricsToken: string | undefined;
  readonly otlpEndpoint: string | undefined;
  /** Keys by which push services know the node; undefined for those in its database. */
  readonly vapid: { readonly publicKey: string; readonly privateKey: string } | undefined;
  readonly limits: {
    readonly maxPostChars: number;
    readonly maxMentions: number;
    readonly maxMedia: number;
    readonly maxPollOptions: number;
    readonly maxBodyBytes: number;
    readonly maxThreadDepth: number;
  };
  readonly deliveryConcurrency: number;
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
  const found = [...mistakes, ...contradictions(read, url)];
  if (found.length > 0) return err({ type: "config/invalid", mistakes: found });
  const handleHost = read.HANDLE_HOST ?? url.host;
  return ok({
    port: read.PORT,
    host: read.HOST ?? (onThisMachine ? "127.0.0.1" : "0.0.0.0"),
    origin,
    handleHost,
    dataDir: read.DATA_DIR,
    databaseUrl: read.DATABASE_URL,
    databaseSchema: read.DATABASE_SCHEMA,
    databasePool: read.DATABASE_POOL,
    redisUrl: read.REDIS_URL,
    allowPrivateAddress: read.ALLOW_PRIVATE_ADDRESS ?? onThisMachine,
    trustProxy: read.TRUST_PROXY,
    registration: read.REGISTRATION,
    authorizedFetch: read.AUTHORIZED_FETCH,
    nodeName: read.NODE_NAME ?? handleHost,
    nodeDescription: read.NODE_DESCRIPTION,
    adminEmail: read.ADMIN_EMAIL,
    logLevel: read.LOG_LEVEL,
    metricsPort: read.METRICS_PORT,
    metricsToken: read.METRICS_TOKEN,
    otlpEndpoint: read.OTEL_EXPORTER_OTLP_ENDPOINT,
    vapid:
      read.VAPID_PUBLIC_KEY !== undefined && read.VAPID_PRIVATE_KEY !== undefined
        ? { publicKey: read.VAPID_PUBLIC_KEY, privateKey: read.VAPID_PRIVATE_KEY }
        : undefined,
    limits: {
      maxPostChars: read.MAX_POST_CHARS,
      maxMentions: read.MAX_MENTIONS,
      maxMedia: read.MAX_MEDIA,
      maxPollOptions: read.MAX_POLL_OPTIONS,
      maxBodyBytes: read.MAX_BODY_BYTES,
      maxThreadDepth: read.MAX_THREAD_DEPTH,
    },
    deliveryConcurrency: read.DELIVERY_CONCURRENCY,
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
  return found;
}

/** Whether a host name, as in URL.hostname, can only mean this machine (RFC 6761 §6.3, RFC 5735 §3, RFC 4291 §2.5.3). */
function isLoopback(hostname: string): boolean {
  return /^(.+\.)?localhost$/.test(hostname) || /^127\.\d+\.\d+\.\d+$/.test(hostname) || hostname === "[::1]";
}
