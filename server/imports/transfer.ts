/** Payloads of the queue `transfers`. */
export type Transfer = { kind: "import"; importId: string } | { kind: "archive"; archiveId: string };
