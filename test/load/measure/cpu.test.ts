import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { cpuSeconds, processTree } from "./cpu.ts";

describe.skipIf(process.platform !== "linux")("CPU seconds of a process", () => {
  it("count its children, those that run and those that have ended", async () => {
    const script = "i=0; while [ $i -lt 500000 ]; do i=$((i+1)); done";
    const shell = spawn("sh", ["-c", `sh -c '${script}'; read _`], { stdio: ["pipe", "ignore", "ignore"] });
    const { pid = 0 } = shell;
    await expect.poll(() => processTree(pid).length, { timeout: 10_000 }).toBe(2);
    await expect.poll(() => processTree(pid).length, { timeout: 10_000 }).toBe(1);
    expect(cpuSeconds(pid)).toBeGreaterThan(0.02);
    shell.stdin.end();
    await once(shell, "exit");
    expect(cpuSeconds(pid)).toBe(0);
  });
});
