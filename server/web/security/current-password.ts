import { en } from "../messages/en.ts";
import { field } from "../ui/field.ts";
import type { Html } from "../ui/layout.ts";

/** Each form asks by itself who sends it; their fields have ids of their own. */
export function currentPassword(id: string, problem: string | undefined): Html {
  return field({
    id,
    name: "current",
    label: en.security.current,
    hint: en.security.currentHint,
    problem: problem ?? null,
    type: "password",
    autocomplete: "current-password",
    required: true,
    maxlength: 256,
    autofocus: problem !== undefined,
  });
}
