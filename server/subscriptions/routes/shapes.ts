import { z } from "zod";

/** A line of a list that could not be used. */
export const badLine = z.object({ line: z.number(), text: z.string(), reason: z.string() });

/** Which part of a long answer. */
export const page = z.object({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
