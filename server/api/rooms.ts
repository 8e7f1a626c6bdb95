import { pushRoutes } from "../push/routes.ts";
import { timelineRoutes } from "../timelines/routes.ts";
import type { Routes } from "./call.ts";

/** Every room that answers endpoints of the client API. */
export const rooms: readonly Routes[] = [pushRoutes, timelineRoutes];
