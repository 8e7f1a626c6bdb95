CREATE TABLE "judgement_snapshots" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"document" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "trustee_records" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"document" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "trustee_records" ADD CONSTRAINT "trustee_records_account_id_trustees_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."trustees"("account_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "judgement_snapshots_at" ON "judgement_snapshots" USING btree ("at" DESC NULLS LAST);