import { activityStreams } from "../vocab/write/context.ts";

const iris = { "@type": "@id", "@container": "@set" };

/** What the members of a decision mean, where one is told of in an activity. The decision itself is signed without (JCS). */
export const decisionContext = [
  activityStreams,
  "https://w3id.org/security/data-integrity/v1",
  {
    moot: "https://w3id.org/folkmoot/v1#",
    Decision: "moot:Decision",
    case: { "@id": "moot:case", "@type": "@id" },
    panel: { "@id": "moot:panel", "@type": "@id" },
    level: "moot:level",
    subject: "moot:subject",
    kind: "moot:kind",
    digest: "moot:digest",
    category: "moot:category",
    verdict: "moot:verdict",
    days: "moot:days",
    rules: { "@id": "moot:rules", ...iris },
    facts: "moot:facts",
    reasons: "moot:reasons",
    minority: "moot:minority",
    votes: { "@id": "moot:votes", "@container": "@list" },
    trustee: { "@id": "moot:trustee", "@type": "@id" },
    keptBy: "moot:keptBy",
    vote: "moot:vote",
    changed: "moot:changed",
    absent: { "@id": "moot:absent", ...iris },
    heard: { "@id": "moot:heard", "@type": "@id" },
  },
];
