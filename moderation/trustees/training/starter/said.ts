import type { TrainingCase } from "../case.ts";
import type { en } from "./en.ts";

/** What is said of a case in one language. */
export type Said = Pick<TrainingCase, "text" | "rule" | "why">;
export type StarterName = keyof typeof en;
