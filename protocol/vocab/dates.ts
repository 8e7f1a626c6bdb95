import { number, text } from "./json.ts";

const iso =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*([Zz]|[+-]\d{2}(?::?\d{2})?)?)?$/;

/**
 * A date as peers write it: any offset, no offset (then UTC), up to nanoseconds, or a day alone. `null` for anything that
 * is not a day of the calendar: `2024-02-30`, `0000-00-00`.
 *
 * @example parseDate("2026-06-26T11:17:11.483620610+02:00") // 2026-06-26T09:17:11.483Z
 */
export function parseDate(value: unknown): Date | null {
  const match = iso.exec(text(value)?.trim() ?? "");
  if (match === null) return null;
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "", zone = "Z"] = match;
  const milliseconds = Number(fraction.padEnd(3, "0").slice(0, 3));
  const local = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    0,
    milliseconds,
  );
  const date = new Date(local);
  const exists =
    Number(year) >= 1000 &&
    date.getUTCMonth() === Number(month) - 1 &&
    date.getUTCDate() === Number(day) &&
    Number(hour) < 24 &&
    Number(minute) < 60 &&
    Number(second) <= 60;
  if (!exists) return null;
  // A leap second reads as the second after it, as POSIX time does.
  return new Date(local + Number(second) * 1000 - offset(zone));
}

function offset(zone: string): number {
  if (zone === "Z" || zone === "z") return 0;
  const digits = zone.slice(1).replace(":", "");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || "0");
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}

const duration = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/**
 * Seconds of an `xsd:duration` (`PT1H2M3.5S`) or of a plain number, as Funkwhale sends it. `null` for anything else.
 */
export function parseDuration(value: unknown): number | null {
  const plain = number(value);
  if (plain !== null) return plain >= 0 ? plain : null;
  const match = duration.exec(text(value) ?? "");
  if (match === null || match[0].length < 3) return null;
  const [, days = "0", hours = "0", minutes = "0", seconds = "0"] = match;
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
}
