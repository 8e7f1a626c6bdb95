import { Refusal } from "./refusal.ts";
import { ReceivedFile } from "./upload/received.ts";

export type ParamValue =
  | string
  | number
  | boolean
  | null
  | File
  | ReceivedFile
  | ParamValue[]
  | { [key: string]: ParamValue };

const YES = new Set(["true", "1", "on", "t", "yes"]);

/**
 * The parameters of a request, whichever way they came: query, form, multipart or JSON, nested as Rails nests them
 * (`poll[options][]=tea`). Readers take what fits and treat the rest as absent, as Mastodon does; those that must be
 * strict refuse with its status.
 *
 * @example const limit = call.params.whole("limit", { least: 1, most: 40 }) ?? 20;
 */
export class Params {
  readonly #values: Readonly<Record<string, ParamValue>>;

  constructor(values: Readonly<Record<string, ParamValue>>) {
    this.#values = values;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#values, name);
  }

  /** Undefined where there is none; null where it is null, as JSON may have it. */
  raw(name: string): ParamValue | undefined {
    return Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
  }

  names(): string[] {
    return Object.keys(this.#values);
  }

  /** Text, also an empty one; null where there is none. Numbers and booleans are written out. */
  text(name: string): string | null {
    const value = this.raw(name);
    if (typeof value === "string") return value;
    return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
  }

  /** Text that must be there. @throws Refusal with 422, or `status` */
  required(name: string, status = 422): string {
    const value = this.text(name);
    if (value === null || value.trim() === "") throw Refusal.blank(name, status);
    return value;
  }

  /** Null where there is none. What Rails takes for false is false. */
  flag(name: string): boolean | null {
    const value = this.raw(name);
    if (typeof value === "boolean") return value;
    const text = this.text(name);
    return text === null || text === "" ? null : YES.has(text.toLowerCase());
  }

  /** A whole number, brought into its bounds; null where there is none or something else. */
  whole(name: string, { least, most }: { least: number; most: number }): number | null {
    const text = this.text(name);
    if (text === null || !/^[+-]?\d{1,15}$/.test(text.trim())) return null;
    return Math.min(Math.max(Number(text), least), most);
  }

  /** One of some words; null where there is none. @throws Refusal with 422 for another word */
  oneOf<const T extends string>(name: string, words: readonly T[]): T | null {
    const text = this.text(name);
    if (text === null || text === "") return null;
    if (!words.includes(text as T)) throw Refusal.invalid(name, "is not included in the list");
    return text as T;
  }

  /** Texts: `id[]=1&id[]=2`, `["1", "2"]`, or one alone. At most `most`. @throws Refusal with 422 for more */
  list(name: string, most = 200): string[] {
    const value = this.raw(name);
    const values = Array.isArray(value)
      ? value
      : isRecord(value)
        ? Object.values(value)
        : value === undefined || value === null || value === ""
          ? []
          : [value];
    if (values.length > most) throw Refusal.invalid(name, `has more than ${most} values`);
    return values.flatMap((each) =>
      typeof each === "string"
        ? [each]
        : typeof each === "number" || typeof each === "boolean"
          ? [String(each)]
          : [],
    );
  }

  /** Nested parameters; null where there are none. */
  nested(name: string): Params | null {
    const value = this.raw(name);
    return isRecord(value) ? new Params(value) : null;
  }

  /** Several nested ones: `fields_attributes[0][name]`, or an array of objects in JSON. */
  nestedList(name: string, most = 200): Params[] {
    const value = this.raw(name);
    const values = Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : [];
    if (values.length > most) throw Refusal.invalid(name, `has more than ${most} values`);
    return values.flatMap((each) => (isRecord(each) ? [new Params(each)] : []));
  }

  /** An uploaded file; null where there is none. */
  file(name: string): File | null {
    const value = this.raw(name);
    return value instanceof File ? value : null;
  }

  /** The same at an endpoint whose files are received on disk. */
  received(name: string): ReceivedFile | null {
    const value = this.raw(name);
    return value instanceof ReceivedFile ? value : null;
  }
}

function isRecord(value: ParamValue | undefined): value is { [key: string]: ParamValue } {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return !(value instanceof File) && !(value instanceof ReceivedFile);
}
