/** What is wrong with one parameter, as Mastodon's `details` name it. */
export interface Detail {
  /** `ERR_BLANK`, `ERR_INVALID`, `ERR_TOO_LONG`, `ERR_TAKEN` ... https://docs.joinmastodon.org/methods/accounts/#create */
  readonly error: string;
  readonly description: string;
}

/**
 * A request that is answered with an error. Thrown by what reads requests, since every handler would only hand it on;
 * use cases return their errors as values, and `refuse` turns those into answers.
 */
export class Refusal extends Error {
  readonly status: number;
  readonly details: Readonly<Record<string, readonly Detail[]>> | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    options: {
      details?: Readonly<Record<string, readonly Detail[]>>;
      headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
    this.status = status;
    this.details = options.details;
    this.headers = options.headers ?? {};
  }

  static blank(name: string, status = 422): Refusal {
    const description = "can't be blank";
    return new Refusal(status, `Validation failed: ${title(name)} ${description}`, {
      details: { [name]: [{ error: "ERR_BLANK", description }] },
    });
  }

  static invalid(name: string, description: string, error = "ERR_INVALID"): Refusal {
    return new Refusal(422, `Validation failed: ${title(name)} ${description}`, {
      details: { [name]: [{ error, description }] },
    });
  }

  static notFound(): Refusal {
    return new Refusal(404, "Record not found");
  }

  static forbidden(message = "This action is not allowed"): Refusal {
    return new Refusal(403, message);
  }
}

/** `replies_policy` as people read it: `Replies policy`. */
function title(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
