import { Message } from "../message.ts";
import type { Audience } from "../registry.ts";
import type { Emit } from "./emit.ts";

/** What an account has changed in another client, and has to be read again. */
export function ownEvents(audience: Audience): Emit {
  return ({ kind, accountId, position }) => {
    if (kind !== "filters.changed" || accountId === null) return;
    const message = new Message("filters_changed", undefined, position);
    for (const { connection, stream } of audience.of("user").get(accountId) ?? [])
      connection.send(message, stream);
  };
}
