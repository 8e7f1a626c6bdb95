import { describe, expect, it } from "vitest";
import { firstShown, lastPeriod, periodsBetween } from "./period.ts";

const now = new Date("2026-05-10T12:00:00Z");
const text = ({ from, until }: { from: Date; until: Date }) =>
  `${from.toISOString().slice(0, 10)} ${until.toISOString().slice(0, 10)}`;
const between = (
  from: string | null,
  until: string | null,
  length: "month" | "quarter" | "year" = "quarter",
) => {
  const found = periodsBetween({ from, until }, length, now);
  return found.ok ? found.value.map(text) : found.error.type;
};

describe("periods", () => {
  it("are calendar months, quarters or years, and the last is one that is over", () => {
    expect(text(lastPeriod(now, "month"))).toBe("2026-04-01 2026-05-01");
    expect(text(lastPeriod(now, "quarter"))).toBe("2026-01-01 2026-04-01");
    expect(text(lastPeriod(now, "year"))).toBe("2025-01-01 2026-01-01");
    expect(between(null, null)).toEqual(["2026-01-01 2026-04-01"]);
  });

  it("are whole whatever days are asked for, so that no day can be told from the difference of two", () => {
    expect(between("2025-11-20", "2026-02-03")).toEqual(["2025-10-01 2026-01-01", "2026-01-01 2026-04-01"]);
    expect(between("2026-02-03", null)).toEqual(["2026-01-01 2026-04-01"]);
    expect(between("2026-03-30", "2026-12-31")).toEqual(["2026-01-01 2026-04-01"]);
  });

  it("are not shown before they are over", () => {
    expect(between("2026-04-01", "2026-06-30")).toBe("period/not-over");
    expect(firstShown(now, "quarter").toISOString()).toBe("2026-07-01T00:00:00.000Z");
    expect(
      periodsBetween({ from: "2026-04-01", until: null }, "quarter", new Date("2026-07-01T00:00:00Z")),
    ).toMatchObject({
      ok: true,
    });
  });

  it("are asked for by days that there are, in their order, and not too many at once", () => {
    expect(between("2026-02-30", null)).toBe("period/malformed");
    expect(between("2026-03-01T00:00:00Z", null)).toBe("period/malformed");
    expect(between("2026-03-01", "2026-02-01")).toBe("period/malformed");
    expect(between("1999-12-31", null)).toBe("period/malformed");
    expect(between("2020-01-01", "2026-01-01")).toBe("period/too-many");
  });
});
