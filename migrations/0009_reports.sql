CREATE TABLE "report_cases" (
	"report_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	CONSTRAINT "report_cases_report_id_case_id_pk" PRIMARY KEY("report_id","case_id")
);
--> statement-breakpoint
CREATE TABLE "report_flags" (
	"iri" text PRIMARY KEY NOT NULL,
	"report_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"comment" text DEFAULT '' NOT NULL,
	"received_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "report_forwards" (
	"iri" text PRIMARY KEY NOT NULL,
	"report_id" uuid NOT NULL,
	"answer" text,
	"answered_by" text,
	"answer_text" text,
	"answered_at" timestamp with time zone,
	"told_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "report_messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"report_id" uuid NOT NULL,
	"from_side" text NOT NULL,
	"account_id" uuid,
	"iri" text,
	"text" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "report_messages_iri_unique" UNIQUE("iri")
);
--> statement-breakpoint
CREATE TABLE "submission_rates" (
	"key" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "submissions" (
	"report_id" uuid PRIMARY KEY NOT NULL,
	"receipt_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "submissions_receipt_hash_unique" UNIQUE("receipt_hash")
);
--> statement-breakpoint
CREATE TABLE "used_forms" (
	"digest" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "reports" ALTER COLUMN "reporter_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "origin_domain" text;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "topic" text DEFAULT 'other' NOT NULL;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "details" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "subjects_key" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "count" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "outcome" text;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "outcome_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "outcome_details" jsonb;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "told_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "report_cases" ADD CONSTRAINT "report_cases_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_flags" ADD CONSTRAINT "report_flags_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_flags" ADD CONSTRAINT "report_flags_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_forwards" ADD CONSTRAINT "report_forwards_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_messages" ADD CONSTRAINT "report_messages_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_messages" ADD CONSTRAINT "report_messages_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "report_cases_case" ON "report_cases" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "report_flags_report" ON "report_flags" USING btree ("report_id","iri");--> statement-breakpoint
CREATE INDEX "report_flags_account" ON "report_flags" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "report_forwards_report" ON "report_forwards" USING btree ("report_id");--> statement-breakpoint
CREATE INDEX "report_forwards_untold" ON "report_forwards" USING btree ("iri") WHERE "report_forwards"."answered_at" is not null and "report_forwards"."told_at" is null;--> statement-breakpoint
CREATE INDEX "report_messages_report" ON "report_messages" USING btree ("report_id","id");--> statement-breakpoint
CREATE INDEX "report_messages_account" ON "report_messages" USING btree ("account_id") WHERE "report_messages"."account_id" is not null;--> statement-breakpoint
CREATE INDEX "submission_rates_expiry" ON "submission_rates" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "used_forms_expiry" ON "used_forms" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "reports_origin" ON "reports" USING btree ("origin_domain","id") WHERE "reports"."origin_domain" is not null;--> statement-breakpoint
CREATE INDEX "reports_same" ON "reports" USING btree ("origin_domain","subjects_key") WHERE "reports"."origin_domain" is not null and "reports"."state" = 'open';--> statement-breakpoint
CREATE INDEX "reports_untold" ON "reports" USING btree ("id") WHERE "reports"."outcome_at" is not null and "reports"."told_at" is null;--> statement-breakpoint
UPDATE reports r SET origin_domain = a.domain FROM accounts a WHERE a.id = r.reporter_id AND a.domain IS NOT NULL;--> statement-breakpoint
-- A count that grows is no news: a flood of reports would be one of webhooks.
DROP TRIGGER reports_updated ON reports;--> statement-breakpoint
CREATE TRIGGER reports_updated AFTER UPDATE OF comment, category, topic, rule_ids, assigned_to, state, closed_by, closed_at, outcome
  ON reports FOR EACH ROW EXECUTE FUNCTION note_row('report.updated');
