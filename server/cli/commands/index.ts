import type { RegisterCommand } from "../cli.ts";
import { account } from "./account.ts";
import { announce } from "./announce.ts";
import { data } from "./data.ts";
import { decision } from "./decision.ts";
import { doctor } from "./doctor.ts";
import { domain } from "./domain.ts";
import { emoji } from "./emoji.ts";
import { evidence } from "./evidence.ts";
import { follow } from "./follow.ts";
import { helpConfig } from "./help-config.ts";
import { inspect } from "./inspect.ts";
import { ledger } from "./ledger.ts";
import { lookup } from "./lookup.ts";
import { migrateCommand } from "./migrate.ts";
import { moot } from "./moot.ts";
import { panel } from "./panel.ts";
import { policy } from "./policy.ts";
import { post } from "./post.ts";
import { queue } from "./queue.ts";
import { relay } from "./relay.ts";
import { search } from "./search.ts";
import { site } from "./site.ts";
import { start } from "./start.ts";
import { timeline } from "./timeline.ts";
import { transparency } from "./transparency.ts";

/** Every command, in the order in which the help lists them. */
export const commands: readonly RegisterCommand[] = [
  start,
  account,
  post,
  follow,
  timeline,
  lookup,
  inspect,
  queue,
  domain,
  policy,
  relay,
  moot,
  site,
  announce,
  data,
  emoji,
  search,
  ledger,
  evidence,
  transparency,
  decision,
  panel,
  migrateCommand,
  doctor,
  helpConfig,
];
