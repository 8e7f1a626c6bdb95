import { type Filter, filtersFor } from "#moderation/filter.ts";
import { toText } from "#protocol/html/text.ts";
import { hostOf } from "#protocol/ids/iri.ts";
import type { Account } from "#protocol/model/account.ts";
import type { Ctx } from "../context.ts";
import type { Engine } from "./engine.ts";
import { ownDoer } from "./facts/doer.ts";
import type { Gatherer } from "./facts/gather.ts";
import type { KnownProfile, PolicyGate, ProfileMarks } from "./gate-port.ts";
import type { HeldProfile } from "./holds/content.ts";
import { heldAccount, hold } from "./holds/hold.ts";
import { type Judged, type Judging, judge, nameOfRule } from "./judge.ts";
import type { RuleSignals } from "./signals/from-rules.ts";

interface Given {
  engine(): Engine;
  judging: Judging;
  gather: Gatherer;
  filtersOf(author: { iri: Account["iri"]; filters: readonly string[] }): ReadonlySet<Filter>;
  raiseSignals: RuleSignals;
  holdDays: number;
}

/** The rules about profiles and about who joins. */
export function createProfileGate(
  ctx: Pick<Ctx, "clock" | "ids" | "sql" | "db">,
  { engine, judging, gather, filtersOf, raiseSignals, holdDays }: Given,
): Pick<PolicyGate, "profile" | "ownProfile" | "signUp"> {
  async function judgeProfile(said: Account, known: KnownProfile | null) {
    const domain = hostOf(said.iri);
    const { iri, username, kind } = said;
    const doer = { id: known?.id ?? null, iri, isLocal: false, username, domain, kind };
    const bio = [
      toText(said.bioHtml),
      ...said.fields.map(({ name, html }) => `${name}: ${toText(html)}`),
    ].join("\n");
    const facts = await gather.profile(doer, {
      displayName: said.displayName,
      bio,
      hasAvatar: said.avatarUrl !== null,
    });
    return judge(judging, facts);
  }

  return {
    async profile(said, known) {
      const filters = new Set<Filter>(filtersOf({ iri: said.iri, filters: known?.filters ?? [] }));
      const isHeld = known?.isHeld === true;
      const isQuiet = engine().isQuiet("profile");
      if (isQuiet && filters.size === 0 && !isHeld) return { profile: said, marks: unmarked(known) };
      const changes = known === null || !sameProfile(said, known);
      // Read again as it was: nobody has to judge it again.
      if (!changes && filters.size === 0) return { profile: said, marks: isQuiet ? unmarked(known) : null };
      const judged = isQuiet ? null : await judgeProfile(said, known);
      const marks = judged === null ? unmarked(known) : marksOf(judged);
      for (const filter of judged?.filters ?? []) filters.add(filter);
      const profile = withoutPictures(said, filters);
      const verdict = judged?.verdict ?? "accept";
      if (known !== null && changes && judged !== null)
        await raiseSignals(judged.signals, judged.because, {
          subject: { kind: "account", iri: said.iri, id: known.id, accountId: known.id },
          account: said.iri,
          domain: hostOf(said.iri),
        });
      const waits = verdict === "hold" || (isHeld && (verdict === "accept" || verdict === "filter"));
      if (!waits && verdict !== "reject" && verdict !== "drop") return { profile, marks };
      if (waits && known !== null && changes) {
        const state = await ctx.db.transaction((tx) =>
          hold(
            ctx,
            tx,
            {
              kind: "profile",
              subjectIri: said.iri,
              accountId: known.id,
              domain: hostOf(said.iri),
              content: {
                kind: "profile",
                profile: texts(profile),
                marks: { filters: marks?.ruleFilters ?? [], labels: marks?.ruleLabels ?? [] },
              },
              because: [...(judged?.because ?? []), ...(isHeld ? [heldAccount] : [])],
            },
            holdDays,
          ),
        );
        if (state === "released") return { profile, marks };
      }
      // Keys, inboxes and the like are taken in any case: what people read stays as it was.
      return { profile: { ...profile, ...(known === null ? blank : texts(known)) }, marks: null };
    },

    async ownProfile(author, { displayName, bio, hasAvatar }) {
      if (engine().isQuiet("profile")) return { outcome: "taken", marks: null };
      const judged = judge(judging, await gather.profile(ownDoer(author), { displayName, bio, hasAvatar }));
      const { id, iri } = author;
      await raiseSignals(judged.signals, judged.because, {
        subject: { kind: "account", iri, id, accountId: id },
        account: iri,
        domain: null,
      });
      if (judged.verdict === "reject" || judged.verdict === "drop")
        return { outcome: "refused", rule: nameOfRule(judged) };
      const marks = marksOf(judged);
      return judged.verdict === "hold"
        ? { outcome: "held", because: judged.because, marks }
        : { outcome: "taken", marks };
    },

    async signUp({ username, emailDomain, reason, address }) {
      if (engine().isQuiet("registration")) return { outcome: "accepted" };
      const judged = judge(judging, await gather.registration({ username, emailDomain, reason, address }));
      if (judged.verdict === "reject" || judged.verdict === "drop")
        return { outcome: "refused", rule: nameOfRule(judged) };
      return judged.verdict === "hold"
        ? { outcome: "held", because: judged.because }
        : { outcome: "accepted" };
    },
  };
}

function marksOf({ filters, labels }: Pick<Judged, "filters" | "labels">): ProfileMarks {
  return {
    ruleFilters: filters.filter((filter) => ofAccounts.has(filter)),
    ruleLabels: [...labels],
  };
}

/** What rules found ends with the rules about profiles. */
function unmarked(known: KnownProfile | null): ProfileMarks | null {
  const isMarked = known !== null && known.ruleFilters.length + known.ruleLabels.length > 0;
  return isMarked ? { ruleFilters: [], ruleLabels: [] } : null;
}

const ofAccounts: ReadonlySet<Filter> = new Set(filtersFor("account"));

const blank: HeldProfile = { displayName: "", bioHtml: "", fields: [], avatarUrl: null, headerUrl: null };

function texts({ displayName, bioHtml, fields, avatarUrl, headerUrl }: HeldProfile): HeldProfile {
  return { displayName, bioHtml, fields, avatarUrl, headerUrl };
}

function sameProfile(a: HeldProfile, b: HeldProfile): boolean {
  return JSON.stringify(texts(a)) === JSON.stringify(texts(b));
}

function withoutPictures(said: Account, filters: ReadonlySet<Filter>): Account {
  const noMedia = filters.has("reject-profile-media");
  return {
    ...said,
    ...((noMedia || filters.has("reject-profile-avatars")) && { avatarUrl: null, avatarAlt: null }),
    ...(noMedia && { headerUrl: null, headerAlt: null, emojis: [] }),
  };
}
