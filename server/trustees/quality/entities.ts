import { z } from "zod";
import type { NodeFigures } from "#moderation/trustees/quality/figures.ts";
import type { Tally } from "#moderation/trustees/quality/person-record.ts";
import type { GroupSeverity } from "#moderation/trustees/quality/severity.ts";
import type { OwnRecord } from "./read.ts";

const count = z.number().int();
const tally = { votes: count, as_decided: count, graver: count, milder: count };
const topic = z.string();
const language = z.string().nullable();

export const recordSchema = z.object({
  /** Null before the first panel has decided. */
  at: z.iso.datetime().nullable(),
  seats: z.object({ drawn: count, silent: count, recused: count, declined: count }).nullable(),
  judgements: z
    .object({
      ...tally,
      /** Null for fewer than five votes. */
      reliability: z.object({ share: z.number(), low: z.number(), high: z.number() }).nullable(),
      voted_again: count,
      changed: count,
      reversed: count,
      topics: z.array(z.object({ topic, ...tally })),
      languages: z.array(z.object({ language, ...tally })),
    })
    .nullable(),
  repeat: z.array(z.object({ topic, training_cases: z.array(z.string()) })),
});

const tallyEntity = ({ votes, asDecided, graver, milder }: Tally) => ({
  votes,
  as_decided: asDecided,
  graver,
  milder,
});

export function recordEntity({ at, figures, repeat }: OwnRecord): z.input<typeof recordSchema> {
  const judgements = figures?.judgements ?? null;
  return {
    at: at?.toISOString() ?? null,
    seats: figures?.seats ?? null,
    judgements: judgements && {
      ...tallyEntity(judgements),
      reliability: judgements.reliability,
      voted_again: judgements.votedAgain,
      changed: judgements.changed,
      reversed: judgements.reversed,
      topics: judgements.topics.map((each) => ({ topic: each.topic, ...tallyEntity(each) })),
      languages: judgements.languages.map((each) => ({ language: each.language, ...tallyEntity(each) })),
    },
    repeat: repeat.map((each) => ({ topic: each.topic, training_cases: each.cases.map(({ id }) => id) })),
  };
}

const agreement = { panels: count, votes: count, alpha: z.number().nullable() };
const outcomes = { decisions: count, heard: count, reversed: count };
const severity = z.object({
  group: z.string(),
  panels: count,
  severity: z.number(),
  chance: z.number(),
  uneven: z.boolean(),
});

export const qualitySchema = z.object({
  /** Null before the first panel has decided; so is the rest. */
  at: z.iso.datetime().nullable(),
  figures: z
    .object({
      people: count,
      agreement: z.object(agreement),
      topics: z.array(z.object({ topic, ...agreement })),
      languages: z.array(z.object({ language, ...agreement })),
      voted_again: count,
      changed: count,
      reliability: z.object({ people: count, quartiles: z.array(z.number()) }).nullable(),
      severity: z.object({ languages: z.array(severity), origins: z.array(severity) }),
      levels: z.array(
        z.object({ level: count, ...outcomes, median_hours: z.number(), ninth_hours: z.number() }),
      ),
      rules: z.array(z.object({ rule: z.string(), ...outcomes })),
      ballots: z.object({ due: count, lost: count }),
      draws: z.object({ people: count, least: count, median: z.number(), most: count }).nullable(),
    })
    .nullable(),
});

const severityEntity = ({ isUneven, ...found }: GroupSeverity<string>) => ({ ...found, uneven: isUneven });

export function qualityEntity(
  found: { at: Date; figures: NodeFigures } | null,
): z.input<typeof qualitySchema> {
  if (found === null) return { at: null, figures: null };
  const { severity: uneven, levels, reliability, votedAgain, ...rest } = found.figures;
  return {
    at: found.at.toISOString(),
    figures: {
      ...rest,
      topics: [...rest.topics],
      languages: [...rest.languages],
      rules: [...rest.rules],
      voted_again: votedAgain,
      reliability: reliability && { people: reliability.people, quartiles: [...reliability.quartiles] },
      severity: {
        languages: uneven.languages.map(severityEntity),
        origins: uneven.origins.map(severityEntity),
      },
      levels: levels.map(({ medianHours, ninthHours, ...level }) => ({
        ...level,
        median_hours: medianHours,
        ninth_hours: ninthHours,
      })),
    },
  };
}
