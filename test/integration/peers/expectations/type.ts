/** Members that an inspection must have, by the payload's name. Those that are not named are not compared. */
export type Expectations = Record<string, Record<string, unknown>>;
