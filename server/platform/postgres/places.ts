import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, realpathSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** The user that PostgreSQL runs as. It refuses to run as root, so root hands it to an unprivileged user. */
export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

export interface Places {
  /** The database cluster (PGDATA), private to its owner. */
  readonly cluster: string;
  /** Where the Unix socket lies; the whole path of the socket fits into 103 bytes. */
  readonly socketDir: string;
  /** Present when this process is root. */
  readonly identity?: Identity;
}

/** sockaddr_un.sun_path holds 104 bytes on macOS and 108 on Linux, with the final zero. */
const MAX_SOCKET_PATH = 103;
const ROOT_HOME = "/var/lib/folkmoot";

/**
 * Chooses where the embedded database lives: `DATA_DIR/postgres`. When root runs the node under a directory that an
 * unprivileged user may not enter (such as /root), the cluster lies in /var/lib/folkmoot/<digest> and
 * `DATA_DIR/postgres` is a link to it.
 */
export function choosePlaces(dataDir: string): Places {
  mkdirSync(dataDir, { recursive: true });
  const home = realpathSync(dataDir);
  const wanted = path.join(home, "postgres");
  if (process.getuid?.() !== 0) return { cluster: wanted, socketDir: socketDirectory(wanted) };
  const cluster = resolveLink(wanted) ?? (canEnter(home) ? wanted : moveOut(home, wanted));
  return { cluster, socketDir: socketDirectory(cluster), identity: ownerOf(cluster) ?? nobody() };
}

/** Whether a user without any rights of its own may enter `directory` and everything above it. */
export function canEnter(directory: string): boolean {
  const above = path.dirname(directory);
  return (statSync(directory).mode & 0o001) !== 0 && (above === directory || canEnter(above));
}

function moveOut(home: string, link: string): string {
  mkdirSync(ROOT_HOME, { recursive: true, mode: 0o711 });
  const cluster = path.join(ROOT_HOME, digest(home));
  symlinkSync(cluster, link);
  return cluster;
}

function resolveLink(entry: string): string | undefined {
  const found = lstatSync(entry, { throwIfNoEntry: false });
  if (!found?.isSymbolicLink()) return found ? entry : undefined;
  const target = path.join(ROOT_HOME, digest(path.dirname(entry)));
  // A data directory that was moved or copied still names its old cluster; it keeps it.
  return statSync(entry, { throwIfNoEntry: false }) ? realpathSync(entry) : target;
}

function ownerOf(cluster: string): Identity | undefined {
  const found = statSync(cluster, { throwIfNoEntry: false });
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined;
}

/** initdb looks its user up by name, so the user must exist: `nobody` does on every Unix. */
function nobody(): Identity {
  const id = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

function socketDirectory(cluster: string): string {
  const fits = Buffer.byteLength(path.join(cluster, ".s.PGSQL.5432")) <= MAX_SOCKET_PATH;
  return fits ? cluster : path.join(tmpdir(), `folkmoot-${digest(cluster)}`);
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
