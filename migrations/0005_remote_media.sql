CREATE TABLE "node_secrets" (
	"purpose" text PRIMARY KEY NOT NULL,
	"secret" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "remote_media" (
	"key" text PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"size" text NOT NULL,
	"file" text,
	"media_type" text NOT NULL,
	"bytes" bigint NOT NULL,
	"fetched_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone NOT NULL,
	CONSTRAINT "remote_media_bytes" CHECK (("remote_media"."file" is null) = ("remote_media"."bytes" = 0))
);
--> statement-breakpoint
CREATE INDEX "remote_media_used" ON "remote_media" USING btree ("used_at");--> statement-breakpoint
CREATE INDEX "remote_media_file" ON "remote_media" USING btree ("file") WHERE "remote_media"."file" is not null;