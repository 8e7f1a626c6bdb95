import type { Routes } from "../../api/call.ts";
import { barrierRoutes } from "./barriers.ts";
import { followRoutes } from "./follows.ts";
import { ownRelationRoutes } from "./own.ts";

export const relationRoutes: Routes = { ...followRoutes, ...barrierRoutes, ...ownRelationRoutes };
