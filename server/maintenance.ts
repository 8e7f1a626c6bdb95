import { endActions } from "./actions/end.ts";
import { eraseLongSuspended } from "./admin/accounts/erase.ts";
import { moveAnnouncementsOn } from "./announcements/write.ts";
import { eraseOldEvidence } from "./cases/erase.ts";
import { fetchEvidence } from "./cases/fetch-evidence.ts";
import { pruneChanges } from "./changes/feed.ts";
import type { ApiCtx } from "./context.ts";
import { forgetGoneInboxes } from "./deliveries/gone.ts";
import { sweepArchives } from "./exports/sweep.ts";
import { sweepFiles } from "./files/sweep.ts";
import { endExpiredDecisions } from "./hosts/decide.ts";
import { sweepImports } from "./imports/sweep.ts";
import { enterSteps, pruneCheckpoints } from "./ledger/enter.ts";
import { reviveMedia } from "./media/process.ts";
import { removeLooseMedia } from "./media/remove.ts";
import { sweepWork } from "./media/work.ts";
import { announceNotes } from "./notes/announce.ts";
import { settlePeerNotes } from "./notes/peers/settle.ts";
import { settleNotes } from "./notes/score.ts";
import { pruneCodes } from "./oauth/prune.ts";
import type { Tasks } from "./platform/tasks.ts";
import { forgetDryRuns } from "./policy/dry-run/run.ts";
import { forgetHits } from "./policy/hits.ts";
import { expireHolds, forgetHolds } from "./policy/holds/expire.ts";
import { pruneTombstones } from "./posts/bury.ts";
import { closePolls } from "./posts/close-polls.ts";
import { eraseLongRemoved } from "./posts/moderate.ts";
import { forgetRequests } from "./posts/requests.ts";
import { publishScheduled } from "./posts/scheduled/publish.ts";
import { endLongDormant } from "./relations/dormant.ts";
import { forgetFollowersOfDeleted } from "./relations/forget-followers.ts";
import { endExpiredMutes } from "./relations/mute.ts";
import { evictRemoteMedia } from "./remote-media/budget.ts";
import { tellWaiting } from "./reports/tell.ts";
import { pruneSignIns } from "./sessions/prune.ts";
import { sweepSubmissions } from "./submissions/rate.ts";
import { settleActors } from "./subscriptions/actors.ts";
import { forgetHalfRead } from "./subscriptions/import.ts";
import { refreshDue } from "./subscriptions/refresh.ts";
import { pruneHome } from "./timelines/prune.ts";
import { forgetTranslations } from "./translation/languages.ts";
import { pruneUses } from "./trends/count.ts";
import { measureQuality } from "./trustees/quality/measure.ts";
import { movePanels, moveTrustees, remindPanels } from "./trustees/tasks.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const OUTBOX_KEPT_MS = 48 * HOUR;

interface Kept {
  outbox: { prune(before: Date): Promise<number> };
  kv: { prune(): Promise<number> };
}

/** What a node does by itself now and then. Each task does nothing when another process has just done it. */
export function scheduleMaintenance(tasks: Tasks, ctx: ApiCtx, { outbox, kv }: Kept): void {
  tasks.every("end actions whose time is over", MINUTE, () => endActions(ctx));
  tasks.every("erase what has long been removed", HOUR, () => eraseLongRemoved(ctx));
  tasks.every("erase who has long been suspended", HOUR, () => eraseLongSuspended(ctx));
  tasks.every("publish announcements", 30 * SECOND, () => moveAnnouncementsOn(ctx));
  tasks.every("enter steps in the ledgers", SECOND, () => enterSteps(ctx));
  tasks.every("prune checkpoints", HOUR, () => pruneCheckpoints(ctx));
  tasks.every("take panels on", 2 * SECOND, () => movePanels(ctx));
  tasks.every("remind panels", 10 * MINUTE, () => remindPanels(ctx));
  tasks.every("end terms, hear appeals", 5 * MINUTE, () => moveTrustees(ctx));
  tasks.every("measure judgements", 10 * MINUTE, () => measureQuality(ctx));
  tasks.every("tell reporters", 5 * SECOND, () => tellWaiting(ctx));
  tasks.every("close polls", 30 * SECOND, () => closePolls(ctx));
  tasks.every("publish scheduled posts", 5 * SECOND, () => publishScheduled(ctx));
  tasks.every("end what waited too long for a moderator", 5 * MINUTE, () => expireHolds(ctx));
  tasks.every("forget what was held", HOUR, () => forgetHolds(ctx));
  tasks.every("forget trials of rules", HOUR, () => forgetDryRuns(ctx));
  tasks.every("forget which rules applied", HOUR, () => forgetHits(ctx));
  tasks.every("forget requests to post", HOUR, () => forgetRequests(ctx));
  tasks.every("forget translations", HOUR, () => forgetTranslations(ctx));
  tasks.every("end mutes", 5 * MINUTE, () => endExpiredMutes(ctx));
  tasks.every("end decisions about domains", MINUTE, () => endExpiredDecisions(ctx));
  tasks.every("ask for lists of domains", MINUTE, () => refreshDue(ctx));
  tasks.every("do what lists say of accounts", HOUR, () => settleActors(ctx));
  tasks.every("forget lists that were half read", HOUR, () => forgetHalfRead(ctx));
  tasks.every("end follows that were put aside for long", HOUR, () => endLongDormant(ctx));
  tasks.every("prune the cache", 10 * MINUTE, () => kv.prune());
  tasks.every("prune the outbox", HOUR, () =>
    outbox.prune(new Date(ctx.clock.now().getTime() - OUTBOX_KEPT_MS)),
  );
  tasks.every("prune sign-ins", HOUR, () => pruneSignIns(ctx));
  tasks.every("prune authorization codes", HOUR, () => pruneCodes(ctx));
  tasks.every("prune tombstones", HOUR, () => pruneTombstones(ctx));
  tasks.every("forget followers of deleted accounts", HOUR, () => forgetFollowersOfDeleted(ctx));
  tasks.every("forget gone inboxes", 24 * HOUR, () => forgetGoneInboxes(ctx));
  tasks.every("make media that were forgotten", 5 * MINUTE, () => reviveMedia(ctx));
  tasks.every("remove media that belong to no post", HOUR, () => removeLooseMedia(ctx));
  tasks.every("remove what died at its work left", HOUR, () => sweepWork(ctx));
  tasks.every("remove files that nothing shows", HOUR, () => sweepFiles(ctx));
  tasks.every("let go of remote media", 10 * MINUTE, () => evictRemoteMedia(ctx));
  tasks.every("remove archives that are over", HOUR, () => sweepArchives(ctx));
  tasks.every("forget imports", HOUR, () => sweepImports(ctx));
  tasks.every("fetch what was reported", 5 * SECOND, () => fetchEvidence(ctx));
  tasks.every("erase evidence of cases closed long ago", HOUR, () => eraseOldEvidence(ctx));
  tasks.every("forget who submitted reports", HOUR, () => sweepSubmissions(ctx));
  tasks.every("settle notes of context", MINUTE, () => settleNotes(ctx));
  tasks.every("tell other nodes of notes of context", 30 * SECOND, () => announceNotes(ctx));
  tasks.every("settle notes of peers", MINUTE, () => settlePeerNotes(ctx));
  tasks.every("prune changes", HOUR, () => pruneChanges(ctx));
  tasks.every("prune home timelines", HOUR, () => pruneHome(ctx));
  tasks.every("prune the use of hashtags and links", 6 * HOUR, () => pruneUses(ctx));
}
