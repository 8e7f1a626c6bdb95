import { movePanels } from "#server/trustees/tasks.ts";
import type { ApiRig, Person } from "#test/integration/api/rig.ts";

const API = "/api/folkmoot/v1";

/** Somebody who has consented, has a key that the node keeps, and is certified. */
export async function trustee(
  rig: ApiRig,
  admin: Person,
  username: string,
  office: Record<string, unknown> = {},
): Promise<Person> {
  const person = await rig.person(username);
  const asked = { account_id: person.id, languages: ["en"], ...office };
  must(await admin.post(`${API}/trustees`, asked), 201);
  must(await person.post(`${API}/trustee/answer`, { consents: true }));
  must(await person.post(`${API}/trustee/key`, { proof: null }));
  await certify(person);
  return person;
}

/** Judges training cases until it is enough, by trying what is offered. */
export async function certify(person: Person): Promise<void> {
  const { body } = await person.get(`${API}/trustee/training`);
  for (const { id } of body.cases)
    for (const verdict of ["remove", "none", "sensitive"]) {
      const judged = must(await person.post(`${API}/trustee/training/${id}`, { verdict }));
      if (judged.right) break;
    }
}

/** Lets the ledger number what waits, and panels go on. */
export async function settle(rig: ApiRig): Promise<void> {
  await rig.node.settle();
  await movePanels(rig.ctx);
  await rig.node.settle();
}

// biome-ignore lint/suspicious/noExplicitAny: what the API answers is checked where it is read
export function must(reply: { status: number; body: any }, status = 200): any {
  if (reply.status !== status) throw new Error(`${reply.status}: ${JSON.stringify(reply.body)}`);
  return reply.body;
}
