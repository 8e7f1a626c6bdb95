import type { Reporter, TestModule } from "vitest/node";

/**
 * Closes a test run with `N passed, N failed` alone on a line (`, N skipped` where there are any).
 * A file that could not be loaded, and an error outside of any test, each count as one failure.
 */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>, unhandled: ReadonlyArray<unknown>): void {
    const count = { passed: 0, failed: unhandled.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) count[test.result().state] += 1;
      for (const suite of [module, ...module.children.allSuites()]) count.failed += suite.errors().length;
    }
    // A test that never came to an end (its worker died) has not passed.
    const failed = count.failed + count.pending;
    process.stdout.write(
      `\n${count.passed} passed, ${failed} failed${count.skipped > 0 ? `, ${count.skipped} skipped` : ""}\n`,
    );
  }
}
