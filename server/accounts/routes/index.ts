import type { Routes } from "../../api/call.ts";
import { ownAccountRoutes } from "./own.ts";
import { accountReadRoutes } from "./read.ts";

export const accountRoutes: Routes = { ...accountReadRoutes, ...ownAccountRoutes };
