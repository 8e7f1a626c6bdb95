export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Hands mail to a server that delivers it. */
export interface Mailer {
  /** Rejects when the server cannot be reached or does not take the letter. */
  send(letter: Letter): Promise<void>;
  close(): void;
}
