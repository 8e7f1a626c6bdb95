import { forums } from "./expectations/forums.ts";
import { media } from "./expectations/media.ts";
import { microblogs } from "./expectations/microblogs.ts";
import { publishing } from "./expectations/publishing.ts";

/** Members that an inspection must have, by the payload's name. Those that are not named are not compared. */
export type Expectations = Record<string, Record<string, unknown>>;

/** What a person who opens a collected payload would expect to see. */
export const expectations: Expectations = { ...microblogs, ...media, ...forums, ...publishing };
