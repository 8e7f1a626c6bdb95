import { IntlMessageFormat } from "intl-messageformat";
import { catalogues, type MessageKey, type Messages } from "./catalogues.ts";
import { directionOf, type Language, languages } from "./languages.ts";

/** A value within a message. */
export type Value = string | number;

/**
 * The names of what a message holds: of `{count, plural, one {# case} other {# cases}} of {name}` they are `count` and `name`.
 * What follows a brace and has a space or `#` in it is a branch of a plural.
 */
type Named<S extends string> = S extends `${string}{${infer Rest}`
  ? (Rest extends `${infer Before}}${string}` ? Name<Before> : never) | Named<Rest>
  : never;
type Name<S extends string> = S extends `${infer First},${string}` ? Word<First> : Word<S>;
type Word<S extends string> = S extends "" | `${string}${" " | "#" | "{"}${string}` ? never : S;

type Arguments<S extends string> = [Named<S>] extends [never] ? [] : [values: Record<Named<S>, Value>];

/** The words of the desk in one language. */
export interface Words {
  readonly lang: Language;
  readonly dir: "ltr" | "rtl";
  /** @example words.t("queue.count", { count: 3 }) // "3 cases" */
  t<K extends MessageKey>(key: K, ...values: Arguments<Messages[K]>): string;
  /** A time, in UTC, as the language writes it. */
  time(when: Date): string;
  day(when: Date): string;
  number(value: number): string;
}

/** Words by language; messages are read when they are first needed, and then kept. */
export function wordsIn(lang: Language): Words {
  return all[lang];
}

const all = Object.fromEntries(languages.map((lang) => [lang, createWords(lang)])) as Record<Language, Words>;

function createWords(lang: Language): Words {
  const read = new Map<MessageKey, IntlMessageFormat>();
  const timeFormat = new Intl.DateTimeFormat(lang, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: "UTC",
  });
  const dayFormat = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeZone: "UTC" });
  const numberFormat = new Intl.NumberFormat(lang);
  return {
    lang,
    dir: directionOf(lang),
    t(key, ...values) {
      const message =
        read.get(key) ?? new IntlMessageFormat(catalogues[lang][key], lang, undefined, { ignoreTag: true });
      read.set(key, message);
      return String(message.format(values[0]));
    },
    time: (when) => `${timeFormat.format(when)} UTC`,
    day: (when) => dayFormat.format(when),
    number: (value) => numberFormat.format(value),
  };
}
