import { signUpRoutes } from "../accounts/routes/sign-up.ts";
import { adminAccountRoutes } from "../admin/routes/accounts.ts";
import { conversationRoutes } from "../conversations/routes.ts";
import { listRoutes } from "../lists/routes.ts";
import { markerRoutes } from "../markers/routes.ts";
import { notificationRoutes } from "../notifications/routes.ts";
import { appRoutes } from "../oauth/routes/apps.ts";
import { metadataRoutes } from "../oauth/routes/metadata.ts";
import { tokenRoutes } from "../oauth/routes/tokens.ts";
import { pollRoutes } from "../posts/routes/polls.ts";
import { quoteRoutes } from "../posts/routes/quotes.ts";
import { readingRoutes } from "../posts/routes/reading.ts";
import { scheduledRoutes } from "../posts/routes/scheduled.ts";
import { statusRoutes } from "../posts/routes/statuses.ts";
import { pushRoutes } from "../push/routes.ts";
import { emojiRoutes } from "../reactions/routes/emoji.ts";
import { markRoutes } from "../reactions/routes/marks.ts";
import { adminReportRoutes } from "../reports/routes/admin.ts";
import { reportRoutes } from "../reports/routes/file.ts";
import { timelineRoutes } from "../timelines/routes.ts";
import type { Routes } from "./call.ts";

/** Every room that answers endpoints of the client API. */
export const rooms: readonly Routes[] = [
  appRoutes,
  tokenRoutes,
  metadataRoutes,
  signUpRoutes,
  notificationRoutes,
  pushRoutes,
  timelineRoutes,
  conversationRoutes,
  listRoutes,
  markerRoutes,
  statusRoutes,
  readingRoutes,
  quoteRoutes,
  pollRoutes,
  scheduledRoutes,
  markRoutes,
  emojiRoutes,
  adminAccountRoutes,
  adminReportRoutes,
  reportRoutes,
];
