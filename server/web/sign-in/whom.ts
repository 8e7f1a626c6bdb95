import { en } from "../messages/en.ts";

/** Whom to ask where the node cannot help by itself. */
export function whomToAsk(adminEmail: string | undefined): string {
  return adminEmail === undefined ? en.signIn.nobody : en.signIn.whom(adminEmail);
}
