/** `npm run imports`: checks the import rule on the working tree and prints every import that breaks it. */
import { cruiseParts, unread } from "./cruise.ts";

const found = await cruiseParts(process.cwd());
const problem = unread(found);
for (const { rule, from, to } of found.violations) process.stderr.write(`${rule}: ${from} -> ${to}\n`);
if (problem) process.stderr.write(`${problem}\n`);
process.stdout.write(`Import rule: ${found.cruised} modules, ${found.violations.length} violations\n`);
process.exitCode = problem || found.violations.length > 0 ? 1 : 0;
