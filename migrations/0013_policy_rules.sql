CREATE TABLE "policy_list_entries" (
	"list_id" uuid NOT NULL,
	"entry" text NOT NULL,
	"comment" text DEFAULT '' NOT NULL,
	"added_by" uuid,
	"added_at" timestamp with time zone NOT NULL,
	CONSTRAINT "policy_list_entries_list_id_entry_pk" PRIMARY KEY("list_id","entry")
);
--> statement-breakpoint
CREATE TABLE "policy_lists" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"folding" text DEFAULT 'confusables' NOT NULL,
	"whole_words" boolean DEFAULT true NOT NULL,
	"entries_count" integer DEFAULT 0 NOT NULL,
	"revision" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "policy_lists_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "policy_versions" (
	"number" integer PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"format" text NOT NULL,
	"hash" text NOT NULL,
	"rules_count" integer NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"account_id" uuid,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "policy_list_entries" ADD CONSTRAINT "policy_list_entries_list_id_policy_lists_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."policy_lists"("id") ON DELETE cascade ON UPDATE no action;