import { notificationRoutes } from "../notifications/routes.ts";
import { pushRoutes } from "../push/routes.ts";
import { timelineRoutes } from "../timelines/routes.ts";
import { signUpRoutes } from "../accounts/routes/sign-up.ts";
import { appRoutes } from "../oauth/routes/apps.ts";
import { metadataRoutes } from "../oauth/routes/metadata.ts";
import { tokenRoutes } from "../oauth/routes/tokens.ts";
import { conversationRoutes } from "../conversations/routes.ts";
import { listRoutes } from "../lists/routes.ts";
import { markerRoutes } from "../markers/routes.ts";
import type { Routes } from "./call.ts";

/** Every room that answers endpoints of the client API. */
export const rooms: readonly Routes[] = [appRoutes, tokenRoutes, metadataRoutes, signUpRoutes, notificationRoutes, pushRoutes, timelineRoutes, conversationRoutes];
