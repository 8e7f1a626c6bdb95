import type { Call } from "../../api/call.ts";
import { type App, authenticateApp } from "../apps.ts";

/** The application that calls: by HTTP Basic or by parameters (RFC 6749 §2.3.1); null when it is none. */
export async function callingApp({ ctx, params, request }: Call<unknown>): Promise<App | null> {
  const { id, secret } = basicCredentials(request.headers) ?? {
    id: params.text("client_id"),
    secret: params.text("client_secret"),
  };
  return id === null || secret === null ? null : authenticateApp(ctx, id, secret);
}

function basicCredentials(headers: Headers): { id: string; secret: string } | null {
  const encoded = /^Basic\s+([A-Za-z0-9+/=_-]+)\s*$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (encoded === undefined) return null;
  const [id = "", ...rest] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  return { id: formDecoded(id), secret: formDecoded(rest.join(":")) };
}

function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
