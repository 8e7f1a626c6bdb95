/** What takes too long for a request: payloads of the queue `chores`. */
export type Chore = { kind: "sever-domain"; severanceId: string; domain: string };
