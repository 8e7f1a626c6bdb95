import { createHash } from "node:crypto";
import type { Medium } from "#protocol/model/medium.ts";

/** What a medium is called where clients name it: its own id, or one made of its address where it has no row. */
export function mediumId({ id, url }: Pick<Medium, "id" | "url">): string {
  return id ?? createHash("sha256").update(url).digest("hex").slice(0, 16);
}
