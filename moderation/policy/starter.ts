import { readFile } from "node:fs/promises";
import path from "node:path";

/** A policy to begin with, as YAML with comments: nothing in it refuses anything. */
export function readStarterPolicy(): Promise<string> {
  return readFile(path.join(import.meta.dirname, "starter.yaml"), "utf8");
}
