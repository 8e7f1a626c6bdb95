import type { Ports } from "../ports.ts";

const CARRIED_FOR_MS = 7 * 86_400_000;

/**
 * Whether a proof or signature is too old to be believed from whoever brings it: anybody may keep what an actor said, and
 * say it once more when it was taken back and forgotten here. Deliveries are retried for days, not for weeks.
 *
 * @param created RFC 3339, as it was signed
 */
export function isCarriedTooLate(clock: Ports["clock"], created: string): boolean {
  const age = clock.now().getTime() - Date.parse(created);
  return !(age <= CARRIED_FOR_MS); // a time that cannot be read is none
}
