DROP INDEX "accounts_local_avatar";--> statement-breakpoint
DROP INDEX "accounts_local_header";--> statement-breakpoint
CREATE INDEX "accounts_local_avatar_file" ON "accounts" USING btree (substring("avatar_url" from '[^/]+$')) WHERE "accounts"."domain" is null;--> statement-breakpoint
CREATE INDEX "accounts_local_header_file" ON "accounts" USING btree (substring("header_url" from '[^/]+$')) WHERE "accounts"."domain" is null;