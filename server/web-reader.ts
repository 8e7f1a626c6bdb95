import { userAgent } from "#federation/remote/deps.ts";
import { createDispatcher } from "#federation/remote/dispatcher.ts";
import { type FetchOptions, safeFetch } from "#federation/remote/fetch.ts";
import { version } from "./version.ts";

/**
 * Reads what others have on the web, for somebody at the command line: bounded in size and time, and never at a private address
 * unless that is allowed.
 *
 * @param purpose what the other side is told that it is for: `ledger`
 */
export function createWebReader(purpose: string, { allowPrivateAddress }: { allowPrivateAddress: boolean }) {
  const dispatcher = createDispatcher({ allowPrivateAddress });
  const deps = {
    dispatcher,
    gate: () => true,
    userAgent: userAgent(version, purpose),
    allowPrivateAddress,
    allowHttp: allowPrivateAddress,
    count() {},
  };
  return {
    get: (url: string, options: FetchOptions) => safeFetch(deps, url, options),
    close: () => dispatcher.destroy(),
  };
}
