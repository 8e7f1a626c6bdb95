CREATE TABLE "decision_passes" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "decision_passes" ADD CONSTRAINT "decision_passes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "decision_passes_account" ON "decision_passes" USING btree ("account_id","created_at");--> statement-breakpoint
CREATE INDEX "decision_passes_expiry" ON "decision_passes" USING btree ("expires_at");