import { z } from "zod";
import { assignCase } from "#moderation/cases/assign.ts";
import { closeCase, reopenCase } from "#moderation/cases/close.ts";
import { linkCases } from "#moderation/cases/link.ts";
import { countCases, listCases, MOST_COUNTED } from "#moderation/cases/list.ts";
import { addNote } from "#moderation/cases/note.ts";
import type { CaseCtx } from "#moderation/cases/ports.ts";
import { letCaseWait, reclassifyCase } from "#moderation/cases/reclassify.ts";
import { listWaves } from "#moderation/cases/waves.ts";
import type { Case, Handler } from "#moderation/cases/words.ts";
import { categories } from "#moderation/category.ts";
import type { Statements } from "#moderation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import type { Result } from "#protocol/result.ts";
import { orRollBack } from "../accounts/rollback.ts";
import type { Call, Routes } from "../api/call.ts";
import { idOf } from "../api/ids.ts";
import { Refusal } from "../api/refusal.ts";
import { type CaseError, refuse } from "../api/refuse.ts";
import type { Viewer } from "../api/viewer.ts";
import { described } from "../desk/described.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import {
  caseEntity,
  caseSchema,
  eventEntity,
  evidenceEntity,
  fileSchema,
  noteEntity,
  noteSchema,
  relatedEntity,
  reportEntity,
  signalEntity,
  waveEntity,
  waveSchema,
} from "./entities.ts";
import { handlerOf } from "./handler.ts";
import { category, filterOf, filterShape, severity, yes } from "./input.ts";
import { casesOf } from "./ports.ts";
import { peopleOf, readWholeCase } from "./read-file.ts";
import { iriOf } from "./store.ts";

const version = z.coerce.number().int().min(1);
const page = {
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(40),
};
const countsSchema = z.object({
  /** What `counts` end at: that many or more. */
  most: z.number(),
  states: z.record(z.string(), z.number()),
  categories: z.record(z.string(), z.number()),
  severities: z.record(z.string(), z.number()),
  mine: z.number(),
  unassigned: z.number(),
  overdue: z.number(),
});

type CaseCall = Call<Viewer>;

async function handlerIn({ ctx, viewer }: CaseCall): Promise<Handler> {
  const by = await handlerOf(ctx, viewer);
  if (by === null) throw Refusal.forbidden();
  return by;
}

/** Does something with a case in a transaction, and answers the case. */
async function change(
  call: CaseCall,
  work: (cases: CaseCtx, on: Statements, by: Handler, caseId: string) => Promise<Result<Case, CaseError>>,
) {
  const { ctx, path } = call;
  const caseId = idOf(path.id);
  const by = await handlerIn(call);
  const done = await orRollBack(ctx, (tx) => work(casesOf(ctx, tx), statementsOn(tx), by, caseId));
  if (!done.ok) throw refuse(done.error);
  ctx.outbox.wake();
  return caseEntity(done.value, await peopleOf(ctx, [done.value]));
}

/** The queue and its cases. Whoever looks after a community of this node alone gets the cases of that. */
export const caseRoutes: Routes = {
  "GET /api/folkmoot/v1/cases": described(
    {
      summary: "A page of the queue, the most urgent case first; of closed ones, the one closed last",
      permission: null,
      input: z.strictObject({ ...filterShape, ...page }),
      output: z.object({ cases: z.array(caseSchema), next: z.string().nullable() }),
    },
    async (call, { cursor = null, limit, ...filter }) => {
      const by = await handlerIn(call);
      const found = await listCases(moderationOf(call.ctx), by, {
        filter: filterOf(filter, by),
        cursor,
        limit,
      });
      const people = await peopleOf(call.ctx, found.cases);
      return { cases: found.cases.map((of) => caseEntity(of, people)), next: found.next };
    },
  ),
  "GET /api/folkmoot/v1/cases/counts": described(
    {
      summary: `How many unfinished cases there are of each kind, as far as ${MOST_COUNTED}`,
      permission: null,
      output: countsSchema,
    },
    async (call) => {
      const by = await handlerIn(call);
      const ask = {
        states: (["open", "waiting"] as const).map((state) => [state, { state }] as const),
        categories: Object.keys(categories).map(
          (name) => [name, { category: name as keyof typeof categories }] as const,
        ),
        severities: ([0, 1, 2, 3, 4] as const).map((level) => [`${level}`, { severity: level }] as const),
      };
      const all = [...ask.states, ...ask.categories, ...ask.severities];
      const more = [{ assignedTo: by.accountId }, { assignedTo: null }, { isOverdue: true }];
      const counts = await countCases(moderationOf(call.ctx), by, [
        ...all.map(([, filter]) => filter),
        ...more,
      ]);
      const named = (from: number, to: number) =>
        Object.fromEntries(all.slice(from, to).map(([name], at) => [name, counts[from + at] ?? 0]));
      const [mine = 0, unassigned = 0, overdue = 0] = counts.slice(all.length);
      const [first, second] = [ask.states.length, ask.states.length + ask.categories.length];
      return {
        most: MOST_COUNTED,
        states: named(0, first),
        categories: named(first, second),
        severities: named(second, all.length),
        mine,
        unassigned,
        overdue,
      };
    },
  ),
  "GET /api/folkmoot/v1/cases/:id": described(
    { summary: "A case with everything in it", permission: null, output: fileSchema },
    async (call) => {
      const by = await handlerIn(call);
      const read = await readWholeCase(call.ctx, by, idOf(call.path.id));
      if (!read.ok) throw refuse(read.error);
      const { people, ...whole } = read.value;
      // The owner of a community is often a friend of whoever is reported in it.
      const reporters = by.communities === null ? people : new Map<string, never>();
      return {
        ...caseEntity(whole.case, people),
        events: whole.events.map((event) => eventEntity(event, people)),
        notes: whole.notes.map((note) => noteEntity(note, people)),
        servers: [...whole.servers],
        reports: whole.reports.map((report) => reportEntity(report, reporters)),
        signals: whole.signals.map(signalEntity),
        evidence: whole.evidence.map((of) => evidenceEntity(of, call.ctx.uris.origin)),
        related: whole.related.map((of) => relatedEntity(of, people)),
      };
    },
  ),
  "POST /api/folkmoot/v1/cases/:id/assign": described(
    {
      summary: "Takes a case, or gives it to somebody",
      permission: null,
      input: z.strictObject({ version, account_id: z.uuid().optional() }),
      output: caseSchema,
    },
    (call, input) =>
      change(call, (cases, on, by, caseId) =>
        assignCase(cases, on, by, {
          caseId,
          version: input.version,
          to: input.account_id ?? by.accountId,
        }),
      ),
  ),
  "POST /api/folkmoot/v1/cases/:id/release": described(
    {
      summary: "Gives a case back",
      permission: null,
      input: z.strictObject({ version }),
      output: caseSchema,
    },
    (call, seen) =>
      change(call, (cases, on, by, caseId) => assignCase(cases, on, by, { caseId, ...seen, to: null })),
  ),
  "POST /api/folkmoot/v1/cases/:id/close": described(
    {
      summary: "Ends a case: something was found to be done, or not",
      permission: null,
      input: z.strictObject({ version, state: z.enum(["decided", "dismissed"]) }),
      output: caseSchema,
    },
    (call, closing) =>
      change(call, (cases, on, by, caseId) => closeCase(cases, on, by, { caseId, ...closing })),
  ),
  "POST /api/folkmoot/v1/cases/:id/reopen": described(
    {
      summary: "Takes a case up again",
      permission: null,
      input: z.strictObject({ version }),
      output: caseSchema,
    },
    (call, seen) => change(call, (cases, on, by, caseId) => reopenCase(cases, on, by, { caseId, ...seen })),
  ),
  "POST /api/folkmoot/v1/cases/:id/reclassify": described(
    {
      summary: "Files a case under another category, or says how severe it is",
      permission: null,
      input: z.strictObject({ version, category, severity }),
      output: caseSchema,
    },
    (call, input) =>
      change(call, (cases, on, by, caseId) => reclassifyCase(cases, on, by, { caseId, ...input })),
  ),
  "POST /api/folkmoot/v1/cases/:id/wait": described(
    {
      summary: "Sets a case aside for an answer or until a time, or takes it up again",
      permission: null,
      input: z.strictObject({
        version,
        waiting: yes.default(true),
        until: z.iso.datetime({ offset: true }).optional(),
      }),
      output: caseSchema,
    },
    (call, input) =>
      change(call, (cases, on, by, caseId) =>
        letCaseWait(cases, on, by, {
          caseId,
          version: input.version,
          isWaiting: input.waiting,
          until: input.until === undefined ? null : new Date(input.until),
        }),
      ),
  ),
  "POST /api/folkmoot/v1/cases/:id/link": described(
    {
      summary: "Says that two cases belong together, or no longer do",
      permission: null,
      input: z.strictObject({ other_id: z.uuid(), linked: yes.default(true) }),
      output: z.object({}),
    },
    async (call, { other_id: otherId, linked: isLinked }) => {
      const by = await handlerIn(call);
      const link = { caseId: idOf(call.path.id), otherId, isLinked };
      const done = await orRollBack(call.ctx, (tx) =>
        linkCases(casesOf(call.ctx, tx), statementsOn(tx), by, link),
      );
      if (!done.ok) throw refuse(done.error);
      return {};
    },
  ),
  "POST /api/folkmoot/v1/cases/:id/notes": described(
    {
      summary:
        "Writes a note for the other moderators, and for those of the other node in the case when it is shared",
      permission: null,
      input: z.strictObject({ text: z.string(), shared: yes.default(false) }),
      output: noteSchema,
      status: 201,
    },
    async (call, { text, shared: isShared }) => {
      const { ctx, viewer } = call;
      const by = await handlerIn(call);
      const iri = (await iriOf(ctx.sql, viewer.accountId)) as Iri;
      const note = { caseId: idOf(call.path.id), text, isShared };
      const added = await orRollBack(ctx, (tx) =>
        addNote(casesOf(ctx, tx), statementsOn(tx), { ...by, iri }, note),
      );
      if (!added.ok) throw refuse(added.error);
      ctx.outbox.wake();
      return noteEntity(added.value, await peopleOf(ctx, [], [viewer.accountId]));
    },
  ),
  "GET /api/folkmoot/v1/waves": described(
    {
      summary: "Many cases about the same within an hour, the newest wave first",
      permission: null,
      input: z.strictObject({ over: yes.default(false), limit: page.limit }),
      output: z.array(waveSchema),
    },
    async (call, { over, limit }) => {
      const waves = await listWaves(moderationOf(call.ctx), await handlerIn(call), { isOver: over, limit });
      return waves.map(waveEntity);
    },
  ),
};
