CREATE TABLE "case_bulk_items" (
	"bulk_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"action_ids" uuid[] DEFAULT '{}' NOT NULL,
	"undone_at" timestamp with time zone,
	CONSTRAINT "case_bulk_items_bulk_id_case_id_pk" PRIMARY KEY("bulk_id","case_id")
);
--> statement-breakpoint
CREATE TABLE "case_bulks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"filter" jsonb NOT NULL,
	"decision" jsonb NOT NULL,
	"state" text NOT NULL,
	"total" integer NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"skipped" integer DEFAULT 0 NOT NULL,
	"after" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "case_marks" (
	"case_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"hash" bigint,
	CONSTRAINT "case_marks_case_id_kind_value_pk" PRIMARY KEY("case_id","kind","value")
);
--> statement-breakpoint
CREATE TABLE "case_servers" (
	"case_id" uuid NOT NULL,
	"server" text NOT NULL,
	"reports" integer NOT NULL,
	CONSTRAINT "case_servers_case_id_server_pk" PRIMARY KEY("case_id","server")
);
--> statement-breakpoint
CREATE TABLE "case_waves" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"example" text DEFAULT '' NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
DROP INDEX "cases_wave";--> statement-breakpoint
DROP INDEX "cases_closed";--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "excerpt" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "problem" text;--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "tried_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "erased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "case_bulk_items" ADD CONSTRAINT "case_bulk_items_bulk_id_case_bulks_id_fk" FOREIGN KEY ("bulk_id") REFERENCES "public"."case_bulks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_marks" ADD CONSTRAINT "case_marks_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_servers" ADD CONSTRAINT "case_servers_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_bulks_running" ON "case_bulks" USING btree ("id") WHERE "case_bulks"."state" in ('running', 'undoing');--> statement-breakpoint
CREATE INDEX "case_marks_value" ON "case_marks" USING btree ("kind","value","case_id");--> statement-breakpoint
CREATE UNIQUE INDEX "case_waves_open" ON "case_waves" USING btree ("kind","value") WHERE "case_waves"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "case_waves_last" ON "case_waves" USING btree ("last_at");--> statement-breakpoint
CREATE INDEX "cases_queue_category" ON "cases" USING btree ("category","priority" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "cases"."state" in ('open', 'waiting');--> statement-breakpoint
CREATE INDEX "cases_queue_severity" ON "cases" USING btree ("severity","priority" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "cases"."state" in ('open', 'waiting');--> statement-breakpoint
CREATE INDEX "cases_queue_domain" ON "cases" USING btree ("domain","priority" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "cases"."state" in ('open', 'waiting');--> statement-breakpoint
CREATE INDEX "cases_queue_kind" ON "cases" USING btree ("subject_kind","priority" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "cases"."state" in ('open', 'waiting');--> statement-breakpoint
CREATE INDEX "cases_queue_wave" ON "cases" USING btree ("wave_id","priority" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "cases"."state" in ('open', 'waiting') and "cases"."wave_id" is not null;--> statement-breakpoint
CREATE INDEX "cases_waiting" ON "cases" USING btree ("priority" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "cases"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "cases_words" ON "cases" USING gin (to_tsvector('simple', "excerpt")) WHERE "cases"."state" in ('open', 'waiting');--> statement-breakpoint
CREATE INDEX "evidence_iri" ON "evidence" USING btree ("iri");--> statement-breakpoint
CREATE INDEX "evidence_awaited" ON "evidence" USING btree ("id") WHERE "evidence"."kind" = 'medium' and "evidence"."file" is null and "evidence"."problem" is null and "evidence"."erased_at" is null;--> statement-breakpoint
CREATE INDEX "cases_wave" ON "cases" USING btree ("wave_id","id") WHERE "cases"."wave_id" is not null;--> statement-breakpoint
CREATE INDEX "cases_closed" ON "cases" USING btree ("closed_at","id") WHERE "cases"."closed_at" is not null;