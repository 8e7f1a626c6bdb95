import { readBacklog } from "../../deliveries/views.ts";
import { CommandFailed, type RegisterCommand } from "../cli.ts";

export const queue: RegisterCommand = (program, cli) => {
  const group = program
    .command("queue")
    .description("work that waits: jobs, and deliveries to other servers");

  group
    .command("list", { isDefault: true })
    .description("jobs by queue, and deliveries by host")
    .option("--limit <n>", "most hosts to list", "20")
    .action(async ({ limit }: { limit: string }) => {
      const state = await cli.withNode(async (node) => ({
        queues: await node.queue.stats(),
        hosts: await readBacklog(node.ctx, Math.min(1000, Math.max(1, Number(limit) || 20))),
      }));
      cli.print(state, () => describe(state));
    });

  group
    .command("failed <queue>")
    .description("jobs that were given up")
    .action(async (name: string) => {
      const jobs = await cli.withNode((node) => node.queue.failed(queueName(name)));
      cli.print(
        jobs,
        () =>
          jobs.map((job) => `${job.id}\t${job.failedAt.toISOString()}\t${job.reason}`).join("\n") || "None.",
      );
    });

  group
    .command("retry <queue> <id>")
    .description("try a job that was given up once more")
    .action(async (name: string, id: string) => {
      const retried = await cli.withNode((node) => node.queue.retry(queueName(name), id));
      if (!retried) throw new CommandFailed(`No failed job ${id} in ${name}.`);
      cli.print({ id }, () => `${id} is tried again.`);
    });
};

function queueName(name: string): "outbound" | "later" | "mail" {
  if (name === "outbound" || name === "later" || name === "mail") return name;
  throw new CommandFailed(`There is no queue ${name}; there are outbound, later and mail.`);
}

interface State {
  queues: Record<string, { waiting: number; active: number; delayed: number; failed: number }>;
  hosts: Awaited<ReturnType<typeof readBacklog>>;
}

function describe({ queues, hosts }: State): string {
  const jobs = Object.entries(queues).map(
    ([name, s]) =>
      `${name}\t${s.waiting} waiting, ${s.active} active, ${s.delayed} delayed, ${s.failed} failed`,
  );
  const backlog = hosts.map((host) => {
    const pause = host.openUntil === null ? "" : `, paused until ${host.openUntil.toISOString()}`;
    return `${host.host}\t${host.waiting} waiting, tried ${host.attempts} times${pause}${host.lastError === null ? "" : ` (${host.lastError})`}`;
  });
  return [...jobs, ...(backlog.length === 0 ? ["No deliveries wait."] : backlog)].join("\n");
}
