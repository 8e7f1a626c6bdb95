import type { ListenError } from "./http/listen.ts";
import type { MigrateError } from "./platform/postgres/migrate.ts";
import type { OpenError } from "./platform/postgres/open.ts";
import type { QueueError } from "./platform/queue/open.ts";

/** Why a node does not start, with a message for whoever starts it. */
export interface StartError {
  type: string;
  message: string;
}

/** The stored ids belong to another address than the one that is set. */
interface OriginError {
  type: "data/other-origin";
  origin: string;
  asked: string;
}

type Cause = ListenError | OriginError | MigrateError | OpenError | QueueError;

export function describeStartError(cause: Cause): StartError {
  return { type: cause.type, message: messageOf(cause) };
}

function messageOf(cause: Cause): string {
  switch (cause.type) {
    case "http/port-in-use":
      return `Port ${cause.port} is in use. Set PORT to another one, or stop what listens there.`;
    case "data/other-origin":
      return `This data belongs to ${cause.origin}, and the settings say ${cause.asked}. Every id holds the address, so it can never change: set ORIGIN (or PORT) as at the first start, in .env for example, or choose another DATA_DIR.`;
    case "migration/changed":
      return `The database was made by another version: migration ${cause.tag} differs from the one here.`;
    default:
      return `Cannot start (${cause.type}): ${"detail" in cause ? cause.detail : JSON.stringify(cause)}`;
  }
}
