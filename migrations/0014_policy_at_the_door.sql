CREATE TABLE "held_items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject_iri" text NOT NULL,
	"account_id" uuid NOT NULL,
	"domain" text,
	"community_id" uuid,
	"content" jsonb,
	"because" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"rule_ids" text[] DEFAULT '{}' NOT NULL,
	"state" text DEFAULT 'held' NOT NULL,
	"held_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by" uuid,
	CONSTRAINT "held_items_once" UNIQUE("subject_iri","kind")
);
--> statement-breakpoint
CREATE TABLE "policy_dry_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"rules" text NOT NULL,
	"format" text NOT NULL,
	"days" integer NOT NULL,
	"most" integer NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"seen" integer DEFAULT 0 NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"result" jsonb,
	"account_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "policy_hits" (
	"rule_id" text NOT NULL,
	"day" date NOT NULL,
	"mode" text NOT NULL,
	"hits" integer NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	CONSTRAINT "policy_hits_rule_id_day_mode_pk" PRIMARY KEY("rule_id","day","mode")
);
--> statement-breakpoint
CREATE TABLE "post_filters" (
	"post_id" uuid PRIMARY KEY NOT NULL,
	"filters" text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "signal_thresholds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"category" text,
	"per" text NOT NULL,
	"count" integer NOT NULL,
	"hours" integer NOT NULL,
	"least_score" double precision DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "signal_thresholds_count" CHECK ("signal_thresholds"."count" between 1 and 1000),
	CONSTRAINT "signal_thresholds_hours" CHECK ("signal_thresholds"."hours" between 1 and 720)
);
--> statement-breakpoint
DROP INDEX "accounts_domain";--> statement-breakpoint
ALTER TABLE "scheduled_posts" ADD COLUMN "held_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "scheduled_posts" ADD COLUMN "released_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "signals" ADD COLUMN "domain" text;--> statement-breakpoint
ALTER TABLE "held_items" ADD CONSTRAINT "held_items_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_filters" ADD CONSTRAINT "post_filters_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "held_items_queue" ON "held_items" USING btree ("id") WHERE "held_items"."state" = 'held';--> statement-breakpoint
CREATE INDEX "held_items_expiring" ON "held_items" USING btree ("expires_at") WHERE "held_items"."state" = 'held';--> statement-breakpoint
CREATE INDEX "held_items_rules" ON "held_items" USING gin ("rule_ids") WHERE "held_items"."state" = 'held';--> statement-breakpoint
CREATE INDEX "held_items_account" ON "held_items" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "held_items_decided" ON "held_items" USING btree ("decided_at") WHERE "held_items"."decided_at" is not null;--> statement-breakpoint
CREATE INDEX "policy_dry_runs_created" ON "policy_dry_runs" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "policy_hits_day" ON "policy_hits" USING btree ("day");--> statement-breakpoint
CREATE INDEX "accounts_domain_first" ON "accounts" USING btree ("domain","id") WHERE "accounts"."domain" is not null;--> statement-breakpoint
CREATE INDEX "signals_domain" ON "signals" USING btree ("domain","id") WHERE "signals"."domain" is not null;