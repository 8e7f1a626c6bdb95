import { addAllowedDomain, listAllowedDomains, removeAllowedDomainByName } from "../../hosts/allow.ts";
import { afterDecisions } from "../../hosts/decide.ts";
import { allowDomain, listDomainRules, setDomainRule } from "../../hosts/policy.ts";
import { CommandFailed, type RegisterCommand } from "../cli.ts";
import { domainLists } from "./domain-lists.ts";

const verdicts = { reject: "is rejected", limit: "is limited", none: "is dealt with in part" } as const;
const soon = "a running node notices within a minute.";

interface RuleOptions {
  reason: string;
  publicReason: string;
  media: boolean;
  reports: boolean;
  obfuscate?: true;
}

export const domain: RegisterCommand = (program, cli) => {
  const group = program.command("domain").description("which servers this node deals with, and how");

  group
    .command("list", { isDefault: true })
    .description("the rules about domains, and the domains that are allowed by name")
    .action(async () => {
      const { rules, allowed } = await cli.withNode(async (node) => ({
        rules: await listDomainRules(node.ctx),
        allowed: await listAllowedDomains(node.ctx),
      }));
      cli.print(
        { rules, allowed },
        () =>
          [
            ...rules.map((rule) => [rule.domain, rule.verdict, ...flagsOf(rule), rule.reason].join("\t")),
            ...allowed.map((allow) => `${allow.domain}\tallowed by name`),
          ].join("\n") || "There are no rules.",
      );
    });

  const rule = (name: keyof typeof verdicts, command: string, what: string) =>
    group
      .command(`${command} <domain>`)
      .description(what)
      .option("--reason <text>", "why, for the record", "")
      .option("--public-reason <text>", "why, for everybody", "")
      .option("--no-media", "show none of its media, avatars and emoji")
      .option("--no-reports", "ignore its reports")
      .option("--obfuscate", "show only a part of its name to everybody")
      .action(async (domain: string, options: RuleOptions) => {
        const { reason, publicReason, media, reports, obfuscate = false } = options;
        const terms = { reason, publicReason, rejectMedia: !media, rejectReports: !reports, obfuscate };
        const done = await cli.withNode(async (node) => {
          const set = await setDomainRule(node.ctx, domain, { verdict: name, ...terms });
          if (set.ok) await afterDecisions(node.ctx);
          return set;
        });
        if (!done.ok) throw new CommandFailed(`${domain} is no domain.`, done.error);
        cli.print({ ...done.value, verdict: name }, () => `${domain} ${verdicts[name]}; ${soon}`);
      });

  rule("reject", "reject", "take nothing from and send nothing to a domain and its subdomains");
  rule("limit", "limit", "show its accounts in public places to their followers alone");
  rule("none", "restrict", "only what the options say: no media, no reports");

  group
    .command("allow <domain>")
    .description("lift the rule about a domain")
    .action(async (name: string) => {
      const done = await cli.withNode(async (node) => {
        const lifted = await allowDomain(node.ctx, name);
        if (lifted.ok) await afterDecisions(node.ctx);
        return lifted;
      });
      if (!done.ok) throw new CommandFailed(`${name} is no domain.`, done.error);
      cli.print({ ...done.value, verdict: "accept" }, () => `${name} is welcome again.`);
    });

  domainLists(group, cli);

  group
    .command("admit <domain>")
    .description("with LIMITED_FEDERATION: deal with this domain")
    .action(async (name: string) => {
      const done = await cli.withNode((node) => addAllowedDomain(node.ctx, null, name));
      if (!done.ok) throw new CommandFailed(`${name} is no domain.`, done.error);
      cli.print(done.value, () => `${done.value.domain} is allowed by name; ${soon}`);
    });

  group
    .command("dismiss <domain>")
    .description("with LIMITED_FEDERATION: deal with this domain no more")
    .action(async (name: string) => {
      const done = await cli.withNode((node) => removeAllowedDomainByName(node.ctx, name));
      if (!done.ok) throw new CommandFailed(`${name} was not allowed by name.`, done.error);
      cli.print(done.value, () => `${done.value.domain} is not allowed any more; ${soon}`);
    });
};

function flagsOf(rule: { rejectMedia: boolean; rejectReports: boolean }): string[] {
  return [...(rule.rejectMedia ? ["no media"] : []), ...(rule.rejectReports ? ["no reports"] : [])];
}
