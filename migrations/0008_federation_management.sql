CREATE TABLE "dormant_follows" (
	"follower_id" uuid NOT NULL,
	"followee_id" uuid NOT NULL,
	"iri" text NOT NULL,
	"state" text NOT NULL,
	"follower_is_local" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"shows_boosts" boolean NOT NULL,
	"notifies" boolean NOT NULL,
	"languages" text[],
	"id" bigint NOT NULL,
	"lists" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"severance_id" uuid,
	"since" timestamp with time zone NOT NULL,
	CONSTRAINT "dormant_follows_follower_id_followee_id_pk" PRIMARY KEY("follower_id","followee_id")
);
--> statement-breakpoint
CREATE TABLE "domain_lists" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"purpose" text DEFAULT 'block' NOT NULL,
	"url" text,
	"format" text DEFAULT 'auto' NOT NULL,
	"mode" text DEFAULT 'apply' NOT NULL,
	"priority" integer DEFAULT 100 NOT NULL,
	"threshold" integer DEFAULT 1 NOT NULL,
	"merge" text DEFAULT 'max' NOT NULL,
	"max_verdict" text DEFAULT 'reject' NOT NULL,
	"exclusions" text[] DEFAULT '{}' NOT NULL,
	"every_minutes" integer DEFAULT 1440 NOT NULL,
	"state" text NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"invalid_count" integer DEFAULT 0 NOT NULL,
	"invalid" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"progress" text DEFAULT '' NOT NULL,
	"etag" text,
	"last_modified" text,
	"cursor" text,
	"next_fetch_at" timestamp with time zone,
	"fetched_at" timestamp with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"error" text,
	"created_by" uuid,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "list_entries" (
	"list_id" uuid NOT NULL,
	"entity" text DEFAULT 'domain' NOT NULL,
	"key" text NOT NULL,
	"verdict" text NOT NULL,
	"reject_media" boolean DEFAULT false NOT NULL,
	"reject_reports" boolean DEFAULT false NOT NULL,
	"filters" text[] DEFAULT '{}' NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"public_reason" text DEFAULT '' NOT NULL,
	"obfuscate" boolean DEFAULT false NOT NULL,
	"labels" text[] DEFAULT '{}' NOT NULL,
	"answer" text,
	CONSTRAINT "list_entries_list_id_entity_key_pk" PRIMARY KEY("list_id","entity","key")
);
--> statement-breakpoint
CREATE TABLE "dataset_changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"dataset_id" uuid NOT NULL,
	"type" text NOT NULL,
	"entity" text NOT NULL,
	"key" text NOT NULL,
	"labels" text[] DEFAULT '{}' NOT NULL,
	"policy" text,
	"filters" text[] DEFAULT '{}' NOT NULL,
	"comment" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "datasets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"summary" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "severances" ADD COLUMN "is_open" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "dormant_follows" ADD CONSTRAINT "dormant_follows_follower_id_accounts_id_fk" FOREIGN KEY ("follower_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dormant_follows" ADD CONSTRAINT "dormant_follows_followee_id_accounts_id_fk" FOREIGN KEY ("followee_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_entries" ADD CONSTRAINT "list_entries_list_id_domain_lists_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."domain_lists"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dataset_changes" ADD CONSTRAINT "dataset_changes_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "dormant_follows_followee" ON "dormant_follows" USING btree ("followee_id");--> statement-breakpoint
CREATE INDEX "dormant_follows_since" ON "dormant_follows" USING btree ("since");--> statement-breakpoint
CREATE INDEX "dormant_follows_severance" ON "dormant_follows" USING btree ("severance_id");--> statement-breakpoint
CREATE UNIQUE INDEX "domain_lists_url" ON "domain_lists" USING btree ("url") WHERE "domain_lists"."url" is not null;--> statement-breakpoint
CREATE INDEX "domain_lists_due" ON "domain_lists" USING btree ("next_fetch_at") WHERE "domain_lists"."next_fetch_at" is not null;--> statement-breakpoint
CREATE INDEX "domain_lists_kind" ON "domain_lists" USING btree ("kind","id");--> statement-breakpoint
CREATE INDEX "list_entries_key" ON "list_entries" USING btree ("key","list_id");--> statement-breakpoint
CREATE INDEX "dataset_changes_order" ON "dataset_changes" USING btree ("dataset_id","id");--> statement-breakpoint
CREATE INDEX "dataset_changes_entity" ON "dataset_changes" USING btree ("dataset_id","entity","key","id");--> statement-breakpoint
CREATE UNIQUE INDEX "severances_open" ON "severances" USING btree ("kind","target") WHERE "severances"."is_open";