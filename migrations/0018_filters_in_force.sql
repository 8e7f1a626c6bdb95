ALTER TABLE "post_filters" ALTER COLUMN "filters" SET DEFAULT '{}';--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "rule_filters" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "rule_labels" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "post_filters" ADD COLUMN "acted" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "post_filters" ADD COLUMN "labels" text[] DEFAULT '{}' NOT NULL;