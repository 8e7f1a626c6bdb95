import { encodeBase64url } from "#protocol/signing/base64.ts";
import { utf8 } from "#protocol/signing/message.ts";
import { sha256 } from "#protocol/signing/sha256.ts";

/** What a member's ballot of a stage is called: it follows from whose it is, so that there is one. 32 characters. */
export function ballotId(panelId: string, trustee: string, stage: "commit" | "reveal" | "final"): string {
  return encodeBase64url(sha256(utf8(`${panelId}\n${trustee}\n${stage}`))).slice(0, 32);
}
