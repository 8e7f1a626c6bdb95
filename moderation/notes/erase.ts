import type { Statements } from "../ports.ts";
import { readAbout, readOwnIds } from "./store/notes.ts";
import { deletePerson, lockPerson } from "./store/people.ts";
import { deleteRatingsBy } from "./store/ratings.ts";

/**
 * Notes that have to go with an account or a post: what somebody wrote, and what was written about what they published. Each is to be
 * withdrawn, so that nothing of it is shown any more.
 *
 * @returns their ids
 */
export async function notesToErase(
  on: Statements,
  { iris, accountId }: { iris: readonly string[]; accountId: string | null },
): Promise<string[]> {
  const about = await readAbout(on, { iris, accountId });
  const own = accountId === null ? [] : await readOwnIds(on, accountId);
  return [...new Set([...about, ...own])].toSorted();
}

/**
 * What somebody found of others' notes goes, and who they were among those who write and rate; the model counts without them from
 * its next run on. After their notes were withdrawn.
 */
export async function forgetNotePerson(on: Statements, accountId: string): Promise<void> {
  if ((await lockPerson(on, accountId)) === null) return;
  await deleteRatingsBy(on, accountId);
  await deletePerson(on, accountId);
}
