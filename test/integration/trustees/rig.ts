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

interface Sides {
  readonly author: Person;
  readonly reporter: Person;
}

/** A post that somebody has reported, and its case. */
export async function reported(
  rig: ApiRig,
  sides: Sides,
  text: string,
): Promise<{ postId: string; caseId: string; version: number; reportId: string }> {
  const postId = await rig.publish(sides.author, text);
  return { postId, ...(await reportedPost(rig, sides, postId)) };
}

/** The same for a post that is there. */
export async function reportedPost(
  rig: ApiRig,
  { author, reporter }: Sides,
  postId: string,
): Promise<{ caseId: string; version: number; reportId: string }> {
  const report = { account_id: author.id, status_ids: [postId], comment: "Look at this" };
  const { id: reportId } = must(await reporter.post("/api/v1/reports", report));
  const [found] = await rig.ctx.sql<{ caseId: string; version: number }[]>`
    select c.id as "caseId", c.version from report_cases r join cases c on c.id = r.case_id
    where r.report_id = ${reportId}`;
  if (found === undefined) throw new Error("no case");
  return { reportId, ...found };
}

/** Accounts of those who sit in a panel, in the order in which they were drawn. */
export async function seatsOf(rig: ApiRig, panelId: string): Promise<string[]> {
  const rows = await rig.ctx.sql<{ accountId: string }[]>`
    select account_id as "accountId" from panel_members where panel_id = ${panelId} and left_at is null order by seat`;
  return rows.map(({ accountId }) => accountId);
}
