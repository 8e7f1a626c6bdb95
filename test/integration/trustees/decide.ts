import type { ApiRig, Person } from "#test/integration/api/rig.ts";
import { must, seatsOf, settle } from "./rig.ts";

const API = "/api/folkmoot/v1";

interface Deciding {
  readonly trustees: readonly Person[];
  readonly panelId: string;
  /** What each votes for at first, in the order in which they were drawn; the last one goes for the rest. */
  readonly verdicts: readonly string[];
  /** What each votes for in the end; what they did at first where it is left out. */
  readonly finally?: readonly string[];
  readonly draft?: { readonly facts: string; readonly reasons: string; readonly minority: string };
}

/** All members of a panel vote, talk, vote again and sign, with keys that the node keeps. */
export async function decideAs(rig: ApiRig, deciding: Deciding): Promise<void> {
  const { trustees, panelId, verdicts, draft } = deciding;
  const path = `${API}/trustee/panels/${panelId}`;
  const members = (await seatsOf(rig, panelId)).map((accountId) => {
    const found = trustees.find(({ id }) => id === accountId);
    if (found === undefined) throw new Error("not drawn from the trustees");
    return found;
  });
  const vote = async (votes: readonly string[]) => {
    for (const [at, member] of members.entries())
      must(await member.post(`${path}/vote`, { verdict: votes[at] ?? votes.at(-1) }));
  };
  await vote(verdicts);
  const [first] = members;
  if (first !== undefined && draft !== undefined) {
    const { version } = must(await first.get(path));
    must(await first.put(`${path}/draft`, { ...draft, version }));
  }
  await vote(deciding.finally ?? verdicts);
  for (const member of members) must(await member.post(`${path}/signature`, { document: null }));
  await settle(rig);
}
