import { html } from "hono/html";
import type { AccountSummary } from "../../posts/views/types.ts";
import type { Html } from "../ui/layout.ts";
import type { ShownFiles } from "./shown-files.ts";

/** An account's picture, else the first letter of its name. The name stands beside it. */
export function portrait(
  account: AccountSummary,
  files: ShownFiles,
  size: "small" | "large" = "small",
): Html {
  const name = size === "large" ? "portrait large" : "portrait";
  const picture = files.of(account, account.avatarUrl, size === "large" ? "avatar" : "still");
  if (picture !== null) {
    const pixels = size === "large" ? 96 : 44;
    const alt = size === "large" ? (account.avatarAlt ?? "") : "";
    return html`<img class="${name}" src="${picture}" alt="${alt}" width="${pixels}" height="${pixels}">`;
  }
  const [letter = "?"] = account.displayName;
  return html`<span class="${name}" aria-hidden="true">${letter.toUpperCase()}</span>`;
}
