import { expect } from "vitest";
import type { Verdict } from "#moderation/notes/note.ts";
import { settleNotes } from "#server/notes/score.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";

/** Twenty people of two sides, whose accounts are old enough to write notes and rate them. */
export interface NotesRig extends ApiRig {
  readonly left: readonly Person[];
  readonly right: readonly Person[];
  old(username: string): Promise<Person>;
  write(by: Person, postId: string, text?: string): Promise<string>;
  /** Each side finds a note helpful to that share, from 0 to 1; the others do not. */
  rateBySides(noteId: string, shares: readonly [number, number]): Promise<void>;
  settle(): ReturnType<typeof settleNotes>;
}

const base = "/api/folkmoot/v1";

export async function createNotesRig(env: Record<string, string> = {}): Promise<NotesRig> {
  const rig = await createApiRig({ RATE_LIMIT: "0", ...env });
  const old = async (username: string) => {
    const person = await rig.person(username);
    await rig.ctx
      .sql`update accounts set created_at = created_at - interval '30 days' where id = ${person.id}`;
    return person;
  };
  const side = async (name: string) => {
    const people: Person[] = [];
    for (let n = 0; n < 10; n++) people.push(await old(`${name}${n}`));
    return people;
  };
  const [left, right] = [await side("left"), await side("right")];
  return {
    ...rig,
    left,
    right,
    old,
    async write(by, postId, text = "It was on another day.") {
      const draft = { text, sources: ["https://archive.example/a"], language: "en" };
      const { status, body } = await by.post(`${base}/statuses/${postId}/notes`, draft);
      expect({ status, body }).toMatchObject({ status: 201 });
      return body.id;
    },
    async rateBySides(noteId, shares) {
      for (const [at, people] of [left, right].entries())
        for (const [n, person] of people.entries()) {
          const rating: Verdict = n < (shares[at] ?? 0) * 10 ? "helpful" : "not-helpful";
          const { status } = await person.post(`${base}/notes/${noteId}/rating`, { rating });
          expect(status).toBe(200);
        }
    },
    settle: () => settleNotes(rig.ctx),
  };
}
