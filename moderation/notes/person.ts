import type { ModerationCtx, Statements } from "../ports.ts";
import { makeAlias } from "./alias.ts";
import { insertPerson, lockPerson, type NotePerson } from "./store/people.ts";

const TRIES = 20;

/** Who somebody is among those who write and rate notes, with an alias from their first time on. */
export async function personOf(
  { clock }: Pick<ModerationCtx, "clock">,
  on: Statements,
  accountId: string,
): Promise<NotePerson> {
  for (let tried = 0; tried < TRIES; tried++) {
    const known = await lockPerson(on, accountId);
    if (known !== null) return known;
    await insertPerson(on, { accountId, alias: makeAlias(), now: clock.now() });
  }
  throw new Error("Every alias that was tried is taken.");
}
