-- What somebody brings in from an archive is old: it may be found, but nobody is told of it (server/posts/bring-in.ts).
CREATE OR REPLACE FUNCTION note_new_posts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO changes (kind, subject_id, account_id)
    SELECT CASE WHEN coalesce(current_setting('folkmoot.quiet', true), '') = 'import' THEN 'post.imported' ELSE 'post.created' END,
      id, account_id FROM fresh;
  RETURN NULL;
END $$;
