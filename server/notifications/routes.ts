import type { Routes } from "../api/call.ts";
import { groupRoutes } from "./routes/groups.ts";
import { listRoutes } from "./routes/list.ts";
import { policyRoutes } from "./routes/policy.ts";
import { requestRoutes } from "./routes/requests.ts";

export const notificationRoutes: Routes = {
  ...listRoutes,
  ...groupRoutes,
  ...policyRoutes,
  ...requestRoutes,
};
