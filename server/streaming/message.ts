/** What is sent when something has happened. https://docs.joinmastodon.org/methods/streaming/#events */
export type EventName =
  | "update"
  | "status.update"
  | "delete"
  | "notification"
  | "notifications_merged"
  | "filters_changed"
  | "conversation"
  | "announcement"
  | "announcement.reaction"
  | "announcement.delete"
  /** Ours: what was missed is not known any more, so that all has to be read again. */
  | "resync";

/**
 * One event for one or many readers. It is put into bytes once for all of those who listen to streams of one label, in
 * each of the two forms.
 */
export class Message {
  readonly event: EventName;
  /** JSON, or a bare id; undefined where the event says all. */
  readonly payload: string | undefined;
  /** Where it stands among the changes: what a reader goes on from. */
  readonly position: string;
  readonly #frames = new Map<string, Buffer>();
  #lines: Buffer | null = null;

  constructor(event: EventName, payload: string | undefined, position: string) {
    this.event = event;
    this.payload = payload;
    this.position = position;
  }

  /** The text of a WebSocket message. */
  frame(label: readonly string[]): Buffer {
    const key = label.join("\n");
    const known = this.#frames.get(key);
    if (known !== undefined) return known;
    const { event, payload, position } = this;
    const frame = Buffer.from(JSON.stringify({ stream: label, event, payload, id: position }));
    this.#frames.set(key, frame);
    return frame;
  }

  /** An event of an event stream. Payloads are one line: JSON has no bare line breaks. */
  lines(): Buffer {
    this.#lines ??= Buffer.from(`event: ${this.event}\ndata: ${this.#data()}\nid: ${this.position}\n\n`);
    return this.#lines;
  }

  /**
   * Mastodon's ids are numbers, which are JSON by themselves, and Mastodon.py reads all data as JSON: an id of ours is
   * made a JSON string for it. Clients on WebSockets take ids as they are.
   */
  #data(): string {
    // An event without data is never dispatched by browsers.
    if (this.payload === undefined) return "null";
    return this.event.endsWith("delete") ? JSON.stringify(this.payload) : this.payload;
  }
}
