import { readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment with the lines of `<folder>/.env` beneath it: a variable that is set already wins over the file. */
export function withEnvFile(environment: Environment, folder: string): Environment {
  try {
    return { ...parseEnv(readFileSync(path.join(folder, ".env"), "utf8")), ...environment };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return environment;
    throw error;
  }
}
