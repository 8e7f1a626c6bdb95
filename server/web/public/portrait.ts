import { html } from "hono/html";
import type { AccountSummary } from "../../posts/views/types.ts";
import type { Html } from "../ui/layout.ts";
import type { OwnFiles } from "./own-files.ts";

/** An account's picture where it lies here, else the first letter of its name. The name stands beside it. */
export function portrait(account: AccountSummary, files: OwnFiles, size: "small" | "large" = "small"): Html {
  const name = size === "large" ? "portrait large" : "portrait";
  if (account.avatarUrl !== null && files.has(account.avatarUrl)) {
    const pixels = size === "large" ? 96 : 44;
    const alt = size === "large" ? (account.avatarAlt ?? "") : "";
    return html`<img class="${name}" src="${account.avatarUrl}" alt="${alt}" width="${pixels}" height="${pixels}">`;
  }
  const [letter = "?"] = account.displayName;
  return html`<span class="${name}" aria-hidden="true">${letter.toUpperCase()}</span>`;
}
