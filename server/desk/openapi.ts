import { z } from "zod";
import { permissions } from "../admin/permissions.ts";
import { access, type EndpointName } from "../api/access.ts";
import { json, type Routes } from "../api/call.ts";
import { version } from "../version.ts";
import { type Description, descriptionOf } from "./described.ts";

const problem = {
  description: "Why not, in words",
  content: {
    "application/json": {
      schema: { type: "object", properties: { error: { type: "string" } }, required: ["error"] },
    },
  },
};

/**
 * OpenAPI 3.1 of the desk's API, made of the descriptions that its handlers have and of the table of who may call what.
 *
 * @param rooms those with described handlers; what is not described is left out
 */
function openApiDocument(rooms: readonly Routes[], origin: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [key, handler] of rooms.flatMap((routes) => Object.entries(routes))) {
    const description = handler === undefined ? null : descriptionOf(handler);
    if (description === null) continue;
    const [method = "", path = ""] = key.split(" ");
    const template = path.replaceAll(/:(\w+)/g, "{$1}");
    paths[template] = {
      ...paths[template],
      [method.toLowerCase()]: operation(key as EndpointName, path, description),
    };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Folkmoot: the moderation desk", version },
    servers: [{ url: origin }],
    components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    paths,
  };
}

function operation(
  name: EndpointName,
  path: string,
  {
    summary,
    permission,
    input,
    output,
    status = 200,
    contentType = "application/json",
    isBySession = false,
  }: Description,
) {
  const [method] = name.split(" ");
  const { who, scopes } = access[name];
  const isOpen = who === "anyone" && !isBySession;
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, id = ""]) => ({
    name: id,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const schema = input && inputSchema(input);
  const isQuery = method === "GET" || method === "DELETE";
  const rights = [
    ...(isOpen ? ["Open to everybody."] : []),
    ...(isOpen || isBySession ? [] : [`For: ${permission === null ? who : permissions[permission]}.`]),
    ...(scopes.length > 0 ? [`Scope: ${scopes.join(" or ")}.`] : []),
    ...(permission === null ? [] : [`Permission: ${permission}.`]),
  ];
  return {
    operationId: name.replaceAll(/[^A-Za-z0-9]+/g, "_"),
    summary,
    description: rights.join(" "),
    security: isOpen ? [] : [{ token: [] }],
    parameters: [...inPath, ...(schema && isQuery ? queryOf(schema) : [])],
    ...(schema &&
      !isQuery && {
        requestBody: { content: contentOf(schema) },
      }),
    responses: {
      [status]: {
        description: "Done",
        content: {
          [contentType]: { schema: z.toJSONSchema(output, { io: "output", unrepresentable: "any" }) },
        },
      },
      ...(!isOpen && { "401": problem, "403": problem }),
      "404": problem,
      // Somebody else was quicker, or it is done already.
      ...(!isQuery && { "409": problem }),
      ...(schema && { "422": problem }),
      "429": problem,
    },
  };
}

interface ObjectSchema {
  properties?: Record<string, unknown>;
  required?: string[];
}

const fileSchema = { type: "string", contentMediaType: "application/octet-stream" } as const;
const isFile = (schema: unknown): boolean => {
  const { contentMediaType, items } = schema as { contentMediaType?: string; items?: unknown };
  return contentMediaType !== undefined || (items !== undefined && isFile(items));
};

function inputSchema(input: z.ZodType): ObjectSchema {
  return z.toJSONSchema(input, {
    io: "input",
    unrepresentable: "any",
    // Nothing but a file is taken by its class.
    override({ zodSchema, jsonSchema }) {
      if (zodSchema._zod.def.type === "custom") Object.assign(jsonSchema, fileSchema);
    },
  }) as ObjectSchema;
}

/** As JSON, which has no files, and as a form where there may be some. */
function contentOf(schema: ObjectSchema) {
  const { properties = {} } = schema;
  const others = Object.entries(properties).filter(([, each]) => !isFile(each));
  return {
    "application/json": { schema: { ...schema, properties: Object.fromEntries(others) } },
    ...(others.length < Object.keys(properties).length && { "multipart/form-data": { schema } }),
  };
}

function queryOf({ properties = {}, required = [] }: ObjectSchema) {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
}

/** `/api/folkmoot/v1/openapi.json` */
export function openApiRoutes(rooms: readonly Routes[]): Routes {
  return {
    "GET /api/folkmoot/v1/openapi.json": ({ ctx }) => json(openApiDocument(rooms, ctx.uris.origin)),
  };
}
