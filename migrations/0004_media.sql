CREATE TABLE "media" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"state" text NOT NULL,
	"kind" text NOT NULL,
	"description" text,
	"focal_point" jsonb,
	"source_file" text,
	"source_type" text NOT NULL,
	"source_size" integer NOT NULL,
	"sha256" text NOT NULL,
	"width" integer,
	"height" integer,
	"duration" double precision,
	"fps" double precision,
	"bitrate" integer,
	"blurhash" text,
	"colour" text,
	"hashes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"waveform" jsonb,
	"files" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"captions" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"thumbnail" jsonb,
	"progress" real DEFAULT 0 NOT NULL,
	"error" jsonb,
	"attempts" integer DEFAULT 0 NOT NULL,
	"post_id" uuid,
	"scheduled_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "media_description_size" CHECK (char_length("media"."description") <= 10000)
);
--> statement-breakpoint
CREATE TABLE "media_files" (
	"file" text NOT NULL,
	"medium_id" uuid NOT NULL,
	CONSTRAINT "media_files_file_medium_id_pk" PRIMARY KEY("file","medium_id")
);
--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_scheduled_id_scheduled_posts_id_fk" FOREIGN KEY ("scheduled_id") REFERENCES "public"."scheduled_posts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "media_files" ADD CONSTRAINT "media_files_medium_id_media_id_fk" FOREIGN KEY ("medium_id") REFERENCES "public"."media"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "media_account" ON "media" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "media_post" ON "media" USING btree ("post_id") WHERE "media"."post_id" is not null;--> statement-breakpoint
CREATE INDEX "media_scheduled" ON "media" USING btree ("scheduled_id") WHERE "media"."scheduled_id" is not null;--> statement-breakpoint
CREATE INDEX "media_loose" ON "media" USING btree ("updated_at") WHERE "media"."post_id" is null and "media"."scheduled_id" is null;--> statement-breakpoint
CREATE INDEX "media_files_medium" ON "media_files" USING btree ("medium_id");