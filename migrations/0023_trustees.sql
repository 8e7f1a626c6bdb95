CREATE TABLE "ballots" (
	"panel_id" uuid NOT NULL,
	"trustee" text NOT NULL,
	"stage" text NOT NULL,
	"document" jsonb NOT NULL,
	"verdict" text,
	"secret" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "ballots_panel_id_trustee_stage_pk" PRIMARY KEY("panel_id","trustee","stage")
);
--> statement-breakpoint
CREATE TABLE "decisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"panel_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"level" integer NOT NULL,
	"document" jsonb NOT NULL,
	"verdict" text NOT NULL,
	"action_id" uuid,
	"outcome" text NOT NULL,
	"heard_decision_id" uuid,
	"is_public" boolean NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "decisions_panel_id_unique" UNIQUE("panel_id")
);
--> statement-breakpoint
CREATE TABLE "panel_appeals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"decision_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"side" text NOT NULL,
	"text" text NOT NULL,
	"panel_id" uuid,
	"state" text DEFAULT 'open' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "panel_members" (
	"panel_id" uuid NOT NULL,
	"trustee" text NOT NULL,
	"account_id" uuid NOT NULL,
	"seat" integer NOT NULL,
	"seated_at" timestamp with time zone NOT NULL,
	"left_at" timestamp with time zone,
	"left_as" text,
	"left_why" text,
	"is_unfilled" boolean DEFAULT false NOT NULL,
	"reminded_of" text,
	CONSTRAINT "panel_members_panel_id_trustee_pk" PRIMARY KEY("panel_id","trustee")
);
--> statement-breakpoint
CREATE TABLE "panel_messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"panel_id" uuid NOT NULL,
	"trustee" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "panels" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"level" integer NOT NULL,
	"size" integer NOT NULL,
	"language" text,
	"stage" text NOT NULL,
	"offered" text[] NOT NULL,
	"roster" jsonb NOT NULL,
	"excluded" text[] NOT NULL,
	"left" text[] DEFAULT '{}' NOT NULL,
	"after" bigint,
	"checkpoint" text,
	"reviews_action_id" uuid,
	"heard_decision_id" uuid,
	"asked_by" uuid,
	"facts" text DEFAULT '' NOT NULL,
	"reasons" text DEFAULT '' NOT NULL,
	"minority" text DEFAULT '' NOT NULL,
	"document" jsonb,
	"ended_why" text,
	"opened_at" timestamp with time zone NOT NULL,
	"stage_until" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "training_answers" (
	"account_id" uuid NOT NULL,
	"training_case" text NOT NULL,
	"verdict" text NOT NULL,
	"is_right" boolean NOT NULL,
	"tries" integer DEFAULT 1 NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "training_answers_account_id_training_case_pk" PRIMARY KEY("account_id","training_case")
);
--> statement-breakpoint
CREATE TABLE "training_cases" (
	"id" uuid PRIMARY KEY NOT NULL,
	"language" text NOT NULL,
	"category" text NOT NULL,
	"text" text NOT NULL,
	"rule" text NOT NULL,
	"verdicts" text[] NOT NULL,
	"why" text NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "trustee_interests" (
	"account_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	CONSTRAINT "trustee_interests_account_id_kind_value_pk" PRIMARY KEY("account_id","kind","value")
);
--> statement-breakpoint
CREATE TABLE "trustee_keys" (
	"trustee" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"kept_by" text NOT NULL,
	"secret" text,
	"community" text NOT NULL,
	"languages" text[] NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"until_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "trustees" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"community" text NOT NULL,
	"languages" text[] NOT NULL,
	"regions" text[] DEFAULT '{}' NOT NULL,
	"topics" text[] DEFAULT '{}' NOT NULL,
	"invited_by" uuid,
	"invited_at" timestamp with time zone NOT NULL,
	"term_months" integer NOT NULL,
	"consented_at" timestamp with time zone,
	"term_until" timestamp with time zone,
	"certified_at" timestamp with time zone,
	"paused_until" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"ended_as" text,
	"ended_why" text,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_panel_id_panels_id_fk" FOREIGN KEY ("panel_id") REFERENCES "public"."panels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "panel_appeals" ADD CONSTRAINT "panel_appeals_decision_id_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."decisions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "panel_members" ADD CONSTRAINT "panel_members_panel_id_panels_id_fk" FOREIGN KEY ("panel_id") REFERENCES "public"."panels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "panel_messages" ADD CONSTRAINT "panel_messages_panel_id_panels_id_fk" FOREIGN KEY ("panel_id") REFERENCES "public"."panels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_answers" ADD CONSTRAINT "training_answers_account_id_trustees_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."trustees"("account_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trustee_interests" ADD CONSTRAINT "trustee_interests_account_id_trustees_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."trustees"("account_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "decisions_case" ON "decisions" USING btree ("case_id","level");--> statement-breakpoint
CREATE INDEX "decisions_action" ON "decisions" USING btree ("action_id");--> statement-breakpoint
CREATE INDEX "decisions_public" ON "decisions" USING btree ("id" DESC NULLS LAST) WHERE "decisions"."is_public";--> statement-breakpoint
CREATE UNIQUE INDEX "panel_appeals_once" ON "panel_appeals" USING btree ("decision_id","account_id");--> statement-breakpoint
CREATE INDEX "panel_appeals_account" ON "panel_appeals" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "panel_appeals_panel" ON "panel_appeals" USING btree ("panel_id");--> statement-breakpoint
CREATE INDEX "panel_appeals_waiting" ON "panel_appeals" USING btree ("id") WHERE "panel_appeals"."state" = 'open' and "panel_appeals"."panel_id" is null;--> statement-breakpoint
CREATE INDEX "panel_members_account" ON "panel_members" USING btree ("account_id","panel_id");--> statement-breakpoint
CREATE INDEX "panel_messages_panel" ON "panel_messages" USING btree ("panel_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "panels_sitting" ON "panels" USING btree ("case_id") WHERE "panels"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "panels_case" ON "panels" USING btree ("case_id","level");--> statement-breakpoint
CREATE INDEX "panels_due" ON "panels" USING btree ("stage_until") WHERE "panels"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "panels_closed" ON "panels" USING btree ("closed_at","id") WHERE "panels"."closed_at" is not null;--> statement-breakpoint
CREATE INDEX "trustee_keys_account" ON "trustee_keys" USING btree ("account_id","from_at");--> statement-breakpoint
CREATE INDEX "trustees_state" ON "trustees" USING btree ("state","account_id");--> statement-breakpoint
CREATE INDEX "trustees_term" ON "trustees" USING btree ("term_until");