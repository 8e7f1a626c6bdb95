import { forums } from "./expectations/forums.ts";
import { media } from "./expectations/media.ts";
import { microblogs } from "./expectations/microblogs.ts";
import { publishing } from "./expectations/publishing.ts";
import type { Expectations } from "./expectations/type.ts";

/** What a person who opens a collected payload would expect to see. */
export const expectations: Expectations = { ...microblogs, ...media, ...forums, ...publishing };
