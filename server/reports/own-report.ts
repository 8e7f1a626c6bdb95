import { z } from "zod";
import type { OwnReport } from "./talk.ts";

/** A report as whoever complained sees it. */
export const ownReportSchema = z.object({
  id: z.string(),
  created_at: z.string(),
  subjects: z.array(z.string()),
  comment: z.string(),
  category: z.string(),
  state: z.enum(["open", "closed"]),
  outcome: z
    .object({ acted: z.boolean(), rules: z.array(z.string()), text: z.string(), at: z.string() })
    .nullable(),
  messages: z.array(
    z.object({
      id: z.string(),
      from: z.enum(["reporter", "moderators", "server"]),
      text: z.string(),
      created_at: z.string(),
    }),
  ),
});

export function ownReport({ createdAt, topic, outcome, messages, ...report }: OwnReport) {
  return {
    ...report,
    created_at: createdAt.toISOString(),
    category: topic,
    outcome: outcome && { ...outcome, at: outcome.at.toISOString() },
    messages: messages.map(({ createdAt: at, ...message }) => ({ ...message, created_at: at.toISOString() })),
  };
}
