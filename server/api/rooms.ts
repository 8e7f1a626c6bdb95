import { accountRoutes } from "../accounts/routes/index.ts";
import { signUpRoutes } from "../accounts/routes/sign-up.ts";
import { actionRoutes } from "../actions/routes.ts";
import { adminAccountRoutes } from "../admin/routes/accounts.ts";
import { adviceRoutes } from "../advice/routes.ts";
import { announcementRoutes } from "../announcements/routes.ts";
import { caseBulkRoutes } from "../cases/bulk-routes.ts";
import { evidenceFileRoutes } from "../cases/file-route.ts";
import { caseRoutes } from "../cases/routes.ts";
import { conversationRoutes } from "../conversations/routes.ts";
import { openApiRoutes } from "../desk/openapi.ts";
import { customEmojiRoutes } from "../emojis/routes.ts";
import { filterRoutes } from "../filters/routes/filters.ts";
import { firstFilterRoutes } from "../filters/routes/first.ts";
import { filterPartRoutes } from "../filters/routes/parts.ts";
import { hashtagRoutes } from "../hashtags/routes.ts";
import { domainAllowRoutes } from "../hosts/routes/allows.ts";
import { domainBlockRoutes } from "../hosts/routes/blocks.ts";
import { decisionRoutes } from "../hosts/routes/decisions.ts";
import { evidenceRoutes } from "../ledger/routes/evidence.ts";
import { listRoutes } from "../lists/routes.ts";
import { markerRoutes } from "../markers/routes.ts";
import { measureRoutes } from "../measures/routes.ts";
import { mediaRoutes } from "../media/routes.ts";
import { mootPeerRoutes } from "../moot/routes.ts";
import { peerNoteRoutes } from "../notes/peers/routes.ts";
import { contextNoteRoutes } from "../notes/routes.ts";
import { notificationRoutes } from "../notifications/routes.ts";
import { appRoutes } from "../oauth/routes/apps.ts";
import { metadataRoutes } from "../oauth/routes/metadata.ts";
import { tokenRoutes } from "../oauth/routes/tokens.ts";
import { communityPolicyRoutes } from "../policy/routes/communities.ts";
import { dryRunRoutes } from "../policy/routes/dry-runs.ts";
import { holdRoutes } from "../policy/routes/holds.ts";
import { policyListRoutes } from "../policy/routes/lists.ts";
import { ruleMarkRoutes } from "../policy/routes/marks.ts";
import { policyRuleRoutes } from "../policy/routes/rules.ts";
import { signalRoutes } from "../policy/routes/signals.ts";
import { policyTryRoutes } from "../policy/routes/try.ts";
import { pollRoutes } from "../posts/routes/polls.ts";
import { quoteRoutes } from "../posts/routes/quotes.ts";
import { readingRoutes } from "../posts/routes/reading.ts";
import { scheduledRoutes } from "../posts/routes/scheduled.ts";
import { statusRoutes } from "../posts/routes/statuses.ts";
import { pushRoutes } from "../push/routes.ts";
import { emojiRoutes } from "../reactions/routes/emoji.ts";
import { markRoutes } from "../reactions/routes/marks.ts";
import { ownListRoutes } from "../reactions/routes/own-lists.ts";
import { relationRoutes } from "../relations/routes/index.ts";
import { adminReportRoutes } from "../reports/routes/admin.ts";
import { reportRoutes } from "../reports/routes/file.ts";
import { talkRoutes } from "../reports/routes/talk.ts";
import { searchRoutes } from "../search/routes.ts";
import { emailBlockRoutes } from "../signups/routes/emails.ts";
import { networkBlockRoutes } from "../signups/routes/networks.ts";
import { siteRoutes } from "../site/routes.ts";
import { submissionRoutes } from "../submissions/routes.ts";
import { domainImportRoutes } from "../subscriptions/routes/imports.ts";
import { subscriptionRoutes } from "../subscriptions/routes/subscriptions.ts";
import { timelineRoutes } from "../timelines/routes.ts";
import { translationRoutes } from "../translation/routes.ts";
import { transparencyRoutes } from "../transparency/routes.ts";
import { trendAdminRoutes } from "../trends/routes/admin.ts";
import { trendRoutes } from "../trends/routes/public.ts";
import { officeRoutes } from "../trustees/routes/offices.ts";
import { ownOfficeRoutes } from "../trustees/routes/own.ts";
import { panelRoutes } from "../trustees/routes/panels.ts";
import { qualityRoutes } from "../trustees/routes/quality.ts";
import { reporterRoutes } from "../trustees/routes/reporters.ts";
import { oembedRoutes } from "../web/public/oembed.ts";
import { webhookRoutes } from "../webhooks/routes.ts";
import type { Routes } from "./call.ts";

/** Rooms of the moderation desk, whose endpoints are described. */
const desk: readonly Routes[] = [
  evidenceFileRoutes,
  holdRoutes,
  dryRunRoutes,
  signalRoutes,
  decisionRoutes,
  domainImportRoutes,
  adviceRoutes,
  subscriptionRoutes,
  caseRoutes,
  caseBulkRoutes,
  officeRoutes,
  ownOfficeRoutes,
  panelRoutes,
  reporterRoutes,
  qualityRoutes,
  policyRuleRoutes,
  policyTryRoutes,
  communityPolicyRoutes,
  ruleMarkRoutes,
  policyListRoutes,
  actionRoutes,
  evidenceRoutes,
  submissionRoutes,
  transparencyRoutes,
  talkRoutes,
  contextNoteRoutes,
  peerNoteRoutes,
  mootPeerRoutes,
];

/** Every room that answers endpoints of the client API. */
export const rooms: readonly Routes[] = [
  ...desk,
  openApiRoutes(desk),
  announcementRoutes,
  customEmojiRoutes,
  siteRoutes,
  oembedRoutes,
  appRoutes,
  tokenRoutes,
  metadataRoutes,
  signUpRoutes,
  accountRoutes,
  relationRoutes,
  notificationRoutes,
  pushRoutes,
  timelineRoutes,
  searchRoutes,
  trendRoutes,
  trendAdminRoutes,
  conversationRoutes,
  listRoutes,
  markerRoutes,
  mediaRoutes,
  statusRoutes,
  readingRoutes,
  quoteRoutes,
  pollRoutes,
  scheduledRoutes,
  markRoutes,
  ownListRoutes,
  emojiRoutes,
  translationRoutes,
  adminAccountRoutes,
  adminReportRoutes,
  measureRoutes,
  reportRoutes,
  domainBlockRoutes,
  domainAllowRoutes,
  emailBlockRoutes,
  networkBlockRoutes,
  webhookRoutes,
  filterRoutes,
  filterPartRoutes,
  firstFilterRoutes,
  hashtagRoutes,
];
