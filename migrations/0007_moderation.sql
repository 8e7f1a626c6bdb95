CREATE TABLE "domain_decisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"domain" text NOT NULL,
	"source" text NOT NULL,
	"verdict" text NOT NULL,
	"reject_media" boolean DEFAULT false NOT NULL,
	"reject_reports" boolean DEFAULT false NOT NULL,
	"filters" text[] DEFAULT '{}' NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"public_reason" text DEFAULT '' NOT NULL,
	"obfuscate" boolean DEFAULT false NOT NULL,
	"account_id" uuid,
	"expires_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "actions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid,
	"kind" text NOT NULL,
	"params" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_iri" text NOT NULL,
	"subject_id" uuid,
	"account_id" uuid,
	"by_account_id" uuid,
	"cause" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone,
	"undone_at" timestamp with time zone,
	"undone_by" uuid,
	"undo_reason" text
);
--> statement-breakpoint
CREATE TABLE "appeals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"action_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"text" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone,
	"answered_by" uuid,
	"answer" text,
	CONSTRAINT "appeals_action_id_unique" UNIQUE("action_id")
);
--> statement-breakpoint
CREATE TABLE "statements" (
	"action_id" uuid PRIMARY KEY NOT NULL,
	"category" text NOT NULL,
	"rules" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"facts" text DEFAULT '' NOT NULL,
	"text" text DEFAULT '' NOT NULL,
	"is_automated" boolean DEFAULT false NOT NULL,
	"appeal_until" timestamp with time zone,
	"told_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "case_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"account_id" uuid,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_links" (
	"case_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	"because" text NOT NULL,
	CONSTRAINT "case_links_case_id_other_id_pk" PRIMARY KEY("case_id","other_id")
);
--> statement-breakpoint
CREATE TABLE "case_notes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"iri" text,
	"author_iri" text NOT NULL,
	"account_id" uuid,
	"text" text NOT NULL,
	"is_shared" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "case_notes_iri_unique" UNIQUE("iri")
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" bigserial NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_iri" text NOT NULL,
	"subject_id" uuid,
	"account_id" uuid,
	"domain" text,
	"community_id" uuid,
	"state" text DEFAULT 'open' NOT NULL,
	"category" text DEFAULT 'other' NOT NULL,
	"severity" integer DEFAULT 1 NOT NULL,
	"reach" integer DEFAULT 0 NOT NULL,
	"priority" double precision DEFAULT 0 NOT NULL,
	"reports_count" integer DEFAULT 0 NOT NULL,
	"signals_count" integer DEFAULT 0 NOT NULL,
	"servers_count" integer DEFAULT 0 NOT NULL,
	"assigned_to" uuid,
	"wave_id" uuid,
	"opened_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"closed_by" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "cases_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"iri" text,
	"content" jsonb,
	"sha256" text NOT NULL,
	"file" text,
	"media_type" text,
	"size" bigint,
	"captured_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_checkpoints" (
	"ledger" text NOT NULL,
	"size" bigint NOT NULL,
	"root" "bytea" NOT NULL,
	"note" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "ledger_checkpoints_ledger_size_pk" PRIMARY KEY("ledger","size")
);
--> statement-breakpoint
CREATE TABLE "ledger_entries" (
	"ledger" text NOT NULL,
	"seq" bigint NOT NULL,
	"entry" "bytea" NOT NULL,
	"leaf" "bytea" NOT NULL,
	"kind" text NOT NULL,
	"case_id" uuid,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "ledger_entries_ledger_seq_pk" PRIMARY KEY("ledger","seq")
);
--> statement-breakpoint
CREATE TABLE "ledger_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" "bytea",
	"about" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"destroyed_at" timestamp with time zone,
	"destroyed_because" text,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "ledger_keys_about_unique" UNIQUE("about")
);
--> statement-breakpoint
CREATE TABLE "ledger_pending" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"ledger" text NOT NULL,
	"entry" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "signals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_iri" text NOT NULL,
	"subject_id" uuid,
	"account_id" uuid,
	"category" text NOT NULL,
	"score" double precision NOT NULL,
	"severity" integer NOT NULL,
	"source_kind" text NOT NULL,
	"source" text NOT NULL,
	"explanation" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"case_id" uuid,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "filters" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "held" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "domain_policies" ADD COLUMN "filters" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "removed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "original_visibility" text;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "original_sensitive" boolean;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "case_id" uuid;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_action_id_actions_id_fk" FOREIGN KEY ("action_id") REFERENCES "public"."actions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statements" ADD CONSTRAINT "statements_action_id_actions_id_fk" FOREIGN KEY ("action_id") REFERENCES "public"."actions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_events" ADD CONSTRAINT "case_events_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_links" ADD CONSTRAINT "case_links_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_links" ADD CONSTRAINT "case_links_other_id_cases_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_notes" ADD CONSTRAINT "case_notes_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "domain_decisions_once" ON "domain_decisions" USING btree ("domain","source");--> statement-breakpoint
CREATE INDEX "domain_decisions_source" ON "domain_decisions" USING btree ("source");--> statement-breakpoint
CREATE INDEX "domain_decisions_expiring" ON "domain_decisions" USING btree ("expires_at") WHERE "domain_decisions"."expires_at" is not null;--> statement-breakpoint
CREATE INDEX "actions_in_force" ON "actions" USING btree ("subject_iri") WHERE "actions"."undone_at" is null;--> statement-breakpoint
CREATE INDEX "actions_subject" ON "actions" USING btree ("subject_iri","id");--> statement-breakpoint
CREATE INDEX "actions_account" ON "actions" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "actions_case" ON "actions" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "actions_cause" ON "actions" USING btree ("cause");--> statement-breakpoint
CREATE INDEX "actions_ending" ON "actions" USING btree ("ends_at") WHERE "actions"."ends_at" is not null and "actions"."undone_at" is null;--> statement-breakpoint
CREATE INDEX "appeals_open" ON "appeals" USING btree ("id") WHERE "appeals"."state" = 'open';--> statement-breakpoint
CREATE INDEX "appeals_account" ON "appeals" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "case_events_case" ON "case_events" USING btree ("case_id","id");--> statement-breakpoint
CREATE INDEX "case_links_other" ON "case_links" USING btree ("other_id");--> statement-breakpoint
CREATE INDEX "case_notes_case" ON "case_notes" USING btree ("case_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "cases_open_subject" ON "cases" USING btree ("subject_iri",coalesce("community_id", '00000000-0000-0000-0000-000000000000'::uuid)) WHERE "cases"."state" in ('open', 'waiting');--> statement-breakpoint
CREATE INDEX "cases_queue" ON "cases" USING btree ("priority" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "cases"."state" in ('open', 'waiting');--> statement-breakpoint
CREATE INDEX "cases_assigned" ON "cases" USING btree ("assigned_to","priority" DESC NULLS LAST) WHERE "cases"."state" in ('open', 'waiting');--> statement-breakpoint
CREATE INDEX "cases_account" ON "cases" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "cases_domain" ON "cases" USING btree ("domain","id");--> statement-breakpoint
CREATE INDEX "cases_community" ON "cases" USING btree ("community_id","id") WHERE "cases"."community_id" is not null;--> statement-breakpoint
CREATE INDEX "cases_wave" ON "cases" USING btree ("wave_id") WHERE "cases"."wave_id" is not null;--> statement-breakpoint
CREATE INDEX "cases_due" ON "cases" USING btree ("due_at") WHERE "cases"."due_at" is not null and "cases"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "cases_subject" ON "cases" USING btree ("subject_iri");--> statement-breakpoint
CREATE INDEX "cases_closed" ON "cases" USING btree ("closed_at") WHERE "cases"."closed_at" is not null;--> statement-breakpoint
CREATE INDEX "evidence_case" ON "evidence" USING btree ("case_id","id");--> statement-breakpoint
CREATE INDEX "evidence_file" ON "evidence" USING btree ("file");--> statement-breakpoint
CREATE INDEX "ledger_entries_case" ON "ledger_entries" USING btree ("case_id") WHERE "ledger_entries"."case_id" is not null;--> statement-breakpoint
CREATE INDEX "ledger_entries_kind" ON "ledger_entries" USING btree ("ledger","kind","seq");--> statement-breakpoint
CREATE INDEX "signals_subject" ON "signals" USING btree ("subject_iri","id");--> statement-breakpoint
CREATE INDEX "signals_account" ON "signals" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "signals_case" ON "signals" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "signals_source" ON "signals" USING btree ("source","id");--> statement-breakpoint
CREATE INDEX "signals_created" ON "signals" USING brin ("created_at");--> statement-breakpoint
CREATE INDEX "posts_removed" ON "posts" USING btree ("removed_at") WHERE "posts"."removed_at" is not null;--> statement-breakpoint
CREATE INDEX "reports_case" ON "reports" USING btree ("case_id") WHERE "reports"."case_id" is not null;--> statement-breakpoint
-- The rules about domains that are there were made by hand.
insert into domain_decisions (id, domain, source, verdict, reject_media, reject_reports, reason, public_reason, obfuscate, created_at)
select gen_random_uuid(), domain, 'hand', verdict, reject_media, reject_reports, reason, public_reason, obfuscate, created_at
from domain_policies;
--> statement-breakpoint
-- What moderators decided about accounts is in force until they take it back.
insert into actions (id, kind, subject_kind, subject_iri, subject_id, account_id, cause, starts_at)
select gen_random_uuid(), k.kind, 'account', a.iri, a.id, a.id, 'moderator',
  -- What is suspended already is erased thirty days from now, not at once.
  case when k.kind = 'suspend' then now() else coalesce(l.disabled_at, a.updated_at) end
from accounts a left join logins l on l.account_id = a.id
cross join (values ('limit'), ('sensitive'), ('suspend'), ('freeze')) as k(kind)
where (k.kind = 'limit' and a.limited and not a.limited_by_domain)
  or (k.kind = 'sensitive' and a.sensitized)
  or (k.kind = 'suspend' and a.state = 'suspended' and not a.suspended_by_domain)
  or (k.kind = 'freeze' and l.disabled_at is not null);
