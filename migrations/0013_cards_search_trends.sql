CREATE TABLE "search_documents" (
	"post_id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"is_open" boolean NOT NULL,
	"words" "tsvector" NOT NULL,
	"traits" text[] NOT NULL,
	"language" text
);
--> statement-breakpoint
CREATE TABLE "hashtags" (
	"name" text PRIMARY KEY NOT NULL,
	"id" uuid NOT NULL,
	"display_name" text NOT NULL,
	"posts_count" integer DEFAULT 0 NOT NULL,
	"usable" boolean DEFAULT true NOT NULL,
	"listable" boolean DEFAULT true NOT NULL,
	"trendable" boolean,
	"reviewed_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "hashtags_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "publishers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"domain" text NOT NULL,
	"trendable" boolean,
	"reviewed_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "publishers_domain_unique" UNIQUE("domain")
);
--> statement-breakpoint
CREATE TABLE "trend_verdicts" (
	"subject_id" uuid PRIMARY KEY NOT NULL,
	"trendable" boolean NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "trends" (
	"kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"score" real NOT NULL,
	"peak" real NOT NULL,
	"peak_at" timestamp with time zone NOT NULL,
	"language" text,
	"allowed" boolean NOT NULL,
	CONSTRAINT "trends_kind_subject_id_pk" PRIMARY KEY("kind","subject_id")
);
--> statement-breakpoint
CREATE TABLE "use_days" (
	"subject_id" uuid NOT NULL,
	"day" date NOT NULL,
	"uses" integer NOT NULL,
	"accounts" integer NOT NULL,
	CONSTRAINT "use_days_subject_id_day_pk" PRIMARY KEY("subject_id","day")
);
--> statement-breakpoint
CREATE TABLE "uses" (
	"subject_id" uuid NOT NULL,
	"day" date NOT NULL,
	"account_id" uuid NOT NULL,
	CONSTRAINT "uses_subject_id_day_account_id_pk" PRIMARY KEY("subject_id","day","account_id")
);
--> statement-breakpoint
ALTER TABLE "search_documents" ADD CONSTRAINT "search_documents_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_documents" ADD CONSTRAINT "search_documents_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trend_verdicts" ADD CONSTRAINT "trend_verdicts_decided_by_accounts_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "search_documents_words" ON "search_documents" USING gin ("words");--> statement-breakpoint
CREATE INDEX "search_documents_account" ON "search_documents" USING btree ("account_id","post_id");--> statement-breakpoint
CREATE INDEX "hashtags_prefix" ON "hashtags" USING btree ("name" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "trends_score" ON "trends" USING btree ("kind","score");--> statement-breakpoint
CREATE INDEX "use_days_many" ON "use_days" USING btree ("day") WHERE "use_days"."accounts" >= 5;--> statement-breakpoint
CREATE INDEX "uses_day" ON "uses" USING brin ("day");--> statement-breakpoint
ALTER TABLE "rate_limits" DROP COLUMN "most";--> statement-breakpoint
ALTER TABLE "rate_limits" DROP COLUMN "block";