import type { Verdict } from "#protocol/moot/vote.ts";
import type { Category } from "../../category.ts";
import type { TrainingCase } from "./case.ts";
import { ar } from "./starter/ar.ts";
import { de } from "./starter/de.ts";
import { en } from "./starter/en.ts";
import { es } from "./starter/es.ts";
import { fr } from "./starter/fr.ts";
import type { StarterName } from "./starter/said.ts";

/** In the order of their numbers. */
const outcomes: Readonly<Record<StarterName, { category: Category; verdicts: readonly Verdict[] }>> = {
  advertising: { category: "spam", verdicts: ["remove"] },
  disagreement: { category: "harassment", verdicts: ["none"] },
  whereabouts: { category: "privacy", verdicts: ["remove"] },
  nude: { category: "sexual", verdicts: ["sensitive", "warn"] },
  vermin: { category: "hate", verdicts: ["remove"] },
  mistake: { category: "misinformation", verdicts: ["none"] },
  distress: { category: "self-harm", verdicts: ["none"] },
};

/**
 * What comes with the software, made up: clear cases of rules that most communities have, some of them clearly none. A node adds its own, by its own
 * rules.
 */
export const starterCases: readonly TrainingCase[] = Object.entries({ en, de, fr, es, ar }).flatMap(
  ([language, said]) =>
    (Object.keys(outcomes) as StarterName[]).map((name, at) => ({
      id: `${language}-${at + 1}`,
      language,
      ...outcomes[name],
      ...said[name],
    })),
);
