import { findFfmpeg } from "#media/ffmpeg/find.ts";
import type { Config } from "./config/config.ts";
import { examineStore } from "./files/examine.ts";
import { openStore } from "./files/open.ts";
import type { Database } from "./platform/postgres/connect.ts";
import { migrate } from "./platform/postgres/migrate.ts";
import { openDatabase } from "./platform/postgres/open.ts";

export interface Finding {
  what: string;
  state: "ok" | "warning" | "problem";
  detail: string;
}

const CLOCK_TOLERANCE_MS = 30_000;
const REACH_TIMEOUT_MS = 5_000;

/** Looks at everything a node needs. The configuration was read by the time this is called, so it is in order. */
export async function examine(config: Config): Promise<Finding[]> {
  const findings: Finding[] = [
    { what: "configuration", state: "ok", detail: `${config.origin}, handles @name@${config.handleHost}` },
    runtime(),
    await ffmpegFinding(config),
  ];
  if (config.origin.startsWith("http:")) {
    findings.push({
      what: "origin",
      state: "warning",
      detail: "http only: servers on the internet will not talk to this node",
    });
  }
  const database = await openDatabase(config);
  if (!database.ok) {
    const detail = "detail" in database.error ? database.error.detail : database.error.type;
    findings.push({ what: "database", state: "problem", detail });
  } else {
    findings.push(
      await databaseFinding(config, database.value),
      await clockFinding(database.value),
      await migrationFinding(database.value),
    );
    await database.value.close();
  }
  if (config.redisUrl !== undefined) findings.push(await redisFinding(config.redisUrl));
  findings.push(await mediaFinding(config), await reachability(config), await webFinger(config));
  return findings;
}

function runtime(): Finding {
  return { what: "runtime", state: "ok", detail: `Node.js ${process.versions.node}` };
}

async function ffmpegFinding(config: Config): Promise<Finding> {
  const what = "ffmpeg";
  const ffmpeg = await findFfmpeg(config.ffmpeg);
  if (ffmpeg === null && config.ffmpeg !== undefined)
    return { what, state: "problem", detail: "FFMPEG_PATH or FFPROBE_PATH names what does not run" };
  if (ffmpeg === null)
    return { what, state: "warning", detail: "none: videos and sound are refused, animations stand still" };
  const { version, from, confinement } = ffmpeg;
  const { prlimit, noNetwork } = confinement;
  const missing = [
    ...(prlimit ? [] : ["bounded memory"]),
    ...(noNetwork.length > 0 ? [] : ["its network taken away"]),
  ];
  // What npm has was built in 2018, and nobody repairs it.
  const advice = from === "package" ? ": the system's package would be newer" : "";
  return {
    what,
    state: missing.length > 0 || from === "package" ? "warning" : "ok",
    detail: `${version} (${from}), ${ffmpeg.ffmpeg}${advice}${missing.length > 0 ? `; runs without ${missing.join(" and ")}` : ""}`,
  };
}

async function databaseFinding(config: Config, database: Database): Promise<Finding> {
  const [row] = await database.sql<{ version: string; size: string }[]>`
    select current_setting('server_version') as version, pg_size_pretty(pg_database_size(current_database())) as size`;
  const where = config.databaseUrl === undefined ? "embedded" : "server";
  return { what: "database", state: "ok", detail: `PostgreSQL ${row?.version} (${where}), ${row?.size}` };
}

/** Signatures carry the time: a clock that is off makes other servers refuse everything. The database server's is a second opinion. */
async function clockFinding(database: Database): Promise<Finding> {
  const before = Date.now();
  const [row] = await database.sql<{ now: Date }[]>`select clock_timestamp() as now`;
  const off = Math.abs((row?.now.getTime() ?? 0) - (before + Date.now()) / 2);
  const state = off > CLOCK_TOLERANCE_MS ? "problem" : "ok";
  return {
    what: "clock",
    state,
    detail: `${new Date(before).toISOString()}, ${Math.round(off)} ms from the database's`,
  };
}

async function migrationFinding(database: Database): Promise<Finding> {
  const migrated = await migrate(database);
  if (!migrated.ok)
    return { what: "migrations", state: "problem", detail: `${migrated.error.type}: ${migrated.error.tag}` };
  const { applied } = migrated.value;
  return {
    what: "migrations",
    state: "ok",
    detail: applied.length === 0 ? "up to date" : `applied ${applied.join(", ")}`,
  };
}

async function redisFinding(url: string): Promise<Finding> {
  const { Redis } = await import("ioredis");
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: REACH_TIMEOUT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  redis.on("error", () => {});
  try {
    await redis.connect();
    await redis.ping();
    return { what: "Redis", state: "ok", detail: "answers" };
  } catch (error) {
    return {
      what: "Redis",
      state: "problem",
      detail: error instanceof Error ? error.message : String(error),
    };
  } finally {
    redis.disconnect();
  }
}

async function mediaFinding(config: Config): Promise<Finding> {
  const { mediaStore } = config;
  const where = mediaStore.type === "s3" ? `bucket ${mediaStore.bucket}` : "on disk";
  const problem = await examineStore(await openStore(config));
  if (problem !== null) return { what: "media", state: "problem", detail: `${where}: ${problem}` };
  return { what: "media", state: "ok", detail: `${where}: files can be written, read and removed` };
}

/** The node asks itself by its public address, as others do. */
async function reachability(config: Config): Promise<Finding> {
  const answer = await ask(`${config.origin}/ready`);
  if (answer === null)
    return {
      what: "reachable",
      state: "warning",
      detail: `no answer from ${config.origin}: is the node running?`,
    };
  if (answer.status !== 200)
    return { what: "reachable", state: "problem", detail: `${config.origin}/ready answers ${answer.status}` };
  return { what: "reachable", state: "ok", detail: `${config.origin} answers` };
}

/** On a split domain the handle host must send WebFinger on to the origin. */
async function webFinger(config: Config): Promise<Finding> {
  const scheme = config.origin.startsWith("https:") ? "https" : "http";
  const resource = encodeURIComponent(`${config.origin}/actor`);
  const answer = await ask(`${scheme}://${config.handleHost}/.well-known/webfinger?resource=${resource}`);
  if (answer?.status === 200)
    return { what: "handles", state: "ok", detail: `WebFinger answers on ${config.handleHost}` };
  const detail = `${config.handleHost} does not answer WebFinger for this node${answer === null ? "" : ` (${answer.status})`}`;
  return { what: "handles", state: answer === null ? "warning" : "problem", detail };
}

async function ask(url: string): Promise<Response | null> {
  try {
    return await fetch(url, { signal: AbortSignal.timeout(REACH_TIMEOUT_MS) });
  } catch {
    return null;
  }
}
