import type { ModerationCtx, Statements } from "../../ports.ts";
import { readBallotFigures, readDraws, readLevels, readRules, readSeats } from "../store/figures.ts";
import { readJudgements } from "../store/judgements.ts";
import {
  countDecidedSince,
  type Found,
  forgetRecordsBefore,
  holdMeasuring,
  insertSnapshot,
  newestSnapshot,
  saveRecords,
} from "../store/snapshots.ts";
import type { NodeFigures, OwnFigures, Seats } from "./figures.ts";
import { gatherJudgements, type Judgements } from "./judgements.ts";
import { type NodeRecord, nodeRecord } from "./node-record.ts";
import { type PersonRecord, personRecords } from "./person-record.ts";

/** What the models find of judgements. */
export interface Models {
  readonly people: readonly PersonRecord[];
  readonly node: NodeRecord;
}

/** The models, wherever the host computes them. */
export type RunModels = (judgements: Judgements) => Promise<Models>;

export function runModels(judgements: Judgements): Models {
  const people = personRecords(judgements);
  return { people, node: nodeRecord(judgements, people) };
}

const DAY_MS = 86_400_000;
/** First votes that are looked at, the newest. */
const MOST_VOTES = 100_000;
/** So many decisions are not left until the next day. */
const MANY = 100;
const KEPT = 90;
const BATCH = 1_000;
const DRAWS_MS = 30 * DAY_MS;
const FIRST = "00000000-0000-0000-0000-000000000000";

/**
 * Looks at the judgements of panels where some have decided since the last time, once a day, or as soon as many have: writes down what can be
 * said of each trustee, for them, and of all, for those who look after the node. One process at a time. It changes no weight of any vote.
 *
 * @returns null where there was nothing to do
 */
export async function measureJudgements(
  ctx: Pick<ModerationCtx, "clock" | "ids" | "db">,
  models: RunModels,
  mostVotes = MOST_VOTES,
): Promise<Found<NodeFigures> | null> {
  return ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now();
    if (!(await holdMeasuring(tx)) || !(await isDue(tx, now))) return null;
    const { judgements, since } = await gather(tx, mostVotes);
    const { people, node } = await models(judgements);
    const figures: NodeFigures = {
      ...node,
      levels: await readLevels(tx, since),
      rules: await readRules(tx, since),
      ballots: await readBallotFigures(tx, since),
      draws: await readDraws(tx, new Date(now.getTime() - DRAWS_MS)),
    };
    const records = ownFigures(people, await readSeats(tx, since));
    for (let from = 0; from < records.length; from += BATCH)
      await saveRecords(tx, now, records.slice(from, from + BATCH));
    await forgetRecordsBefore(tx, now);
    await insertSnapshot(tx, { id: ctx.ids.next(), at: now, figures }, KEPT);
    return { at: now, figures };
  });
}

async function isDue(on: Statements, now: Date): Promise<boolean> {
  const last = (await newestSnapshot(on))?.at ?? new Date(0);
  const decided = await countDecidedSince(on, last, MANY);
  return decided >= MANY || (decided > 0 && now.getTime() - last.getTime() >= DAY_MS);
}

/** The newest judgements, and the oldest panel that they are of. */
export async function gather(
  on: Statements,
  mostVotes: number,
): Promise<{ judgements: Judgements; since: string }> {
  const gathering = gatherJudgements();
  let since = FIRST;
  for await (const judgement of readJudgements(on, mostVotes)) {
    gathering.add(judgement);
    since = judgement.panelId;
  }
  return { judgements: gathering.end(), since };
}

function ownFigures(
  people: readonly PersonRecord[],
  seats: readonly (Seats & { accountId: string })[],
): (OwnFigures & { accountId: string })[] {
  const records = new Map(people.map(({ accountId, ...record }) => [accountId, record]));
  return seats.map(({ accountId, ...own }) => ({
    accountId,
    seats: own,
    judgements: records.get(accountId) ?? null,
  }));
}
