import type { ListenError } from "./http/listen.ts";
import type { MigrateError } from "./platform/postgres/migrate.ts";
import type { OpenError } from "./platform/postgres/open.ts";
import type { QueueError } from "./platform/queue/open.ts";

/** Why a node does not start, with a message for whoever starts it. */
export interface StartError {
  type: string;
  message: string;
}

type Cause = ListenError | MigrateError | OpenError | QueueError;

export function describeStartError(cause: Cause): StartError {
  return { type: cause.type, message: messageOf(cause) };
}

function messageOf(cause: Cause): string {
  switch (cause.type) {
    case "http/port-in-use":
      return `Port ${cause.port} is in use. Set PORT to another one, or stop what listens there.`;
    case "migration/changed":
      return `The database was made by another version: migration ${cause.tag} differs from the one here.`;
    default:
      return `Cannot start (${cause.type}): ${"detail" in cause ? cause.detail : JSON.stringify(cause)}`;
  }
}
