import type { BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import { accessibilityProblems, complaintsOf } from "./browser.ts";

/** SCREENSHOTS names a folder for pictures to look at. */
const folder = process.env.SCREENSHOTS;

const looks = [
  { scheme: "light", width: 1280 },
  { scheme: "dark", width: 1280 },
  { scheme: "light", width: 390 },
  { scheme: "dark", width: 390 },
] as const;

/**
 * Opens a page in light and dark, on a desk and a phone: axe finds nothing, it fits, and it asks nobody else for anything.
 *
 * @param prepare what is done on the page before it is looked at
 */
export async function lookAt(
  context: BrowserContext,
  node: { origin: string; host: string },
  name: string,
  path: string,
  prepare: (page: Page) => Promise<void> = async () => {},
): Promise<void> {
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const found = complaintsOf(page, node.host);
  for (const { scheme, width } of looks) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 900 });
    const answer = await page.goto(`${node.origin}${path}`, { waitUntil: "networkidle" });
    expect(answer?.status(), name).toBe(200);
    await prepare(page);
    expect(await accessibilityProblems(page), `${name}, ${scheme}, ${width}`).toEqual([]);
    const overflow = await page.evaluate<number>(
      "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    );
    expect(overflow, `${name} fits ${width} pixels`).toBe(0);
    if (folder) await page.screenshot({ path: `${folder}/${name}-${scheme}-${width}.png`, fullPage: true });
  }
  expect(found, name).toEqual([]);
  await page.close();
}
