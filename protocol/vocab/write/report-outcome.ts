import type { Iri } from "../../ids/iri.ts";
import type { JsonObject } from "../../model/activity.ts";
import { writeAccept, writeReject } from "./accept.ts";
import { activityStreams } from "./context.ts";

/** What came of a report, as far as whoever sent it may know: never who decided, nor anything else about the account. */
export interface ReportOutcome {
  /** Whether something was done. */
  acted: boolean;
  /** Kinds of actions: `remove`, `limit` ... */
  actions: readonly string[];
  /** The rules that were broken, in the node's words. */
  rules: readonly string[];
  /** The same for people. */
  text: string;
  /** And by language. */
  texts?: Readonly<Record<string, string>>;
  at: Date;
}

export const reportOutcomeContext = [
  activityStreams,
  {
    moot: "https://w3id.org/folkmoot/v1#",
    ReportOutcome: "moot:ReportOutcome",
    actions: { "@id": "moot:actions", "@container": "@set" },
    rules: { "@id": "moot:rules", "@container": "@set" },
  },
];

/**
 * The answer to a `Flag`: an `Accept` where something was done and a `Reject` where not, with the outcome as its `result`.
 * Software that knows no answers to reports leaves it.
 *
 * @param parts.flag the report as it came: its id, who sent it, and what it named
 */
export function writeReportAnswer(parts: {
  iri: Iri;
  actor: Iri;
  flag: { iri: Iri; actor: Iri; objects: readonly Iri[] };
  outcome: ReportOutcome;
}): JsonObject {
  const { iri, actor, flag, outcome } = parts;
  const { acted, actions, rules, text, texts, at } = outcome;
  const answer = {
    iri,
    actor,
    to: flag.actor,
    activity: {
      "@context": reportOutcomeContext,
      type: "Flag",
      id: flag.iri,
      actor: flag.actor,
      object: [...flag.objects],
    },
    result: {
      type: ["Object", "ReportOutcome"],
      content: text,
      ...(texts !== undefined && { contentMap: { ...texts } }),
      published: at.toISOString(),
      actions: [...actions],
      rules: [...rules],
    },
  };
  return acted ? writeAccept(answer) : writeReject(answer);
}
