-- Moderators and webhooks hear of a change of what a report says or of what became of it, not of where it is filed.
DROP TRIGGER reports_updated ON reports;--> statement-breakpoint
CREATE TRIGGER reports_updated AFTER UPDATE ON reports FOR EACH ROW
  WHEN ((old.state, old.category, old.rule_ids, old.assigned_to, old.comment)
    IS DISTINCT FROM (new.state, new.category, new.rule_ids, new.assigned_to, new.comment))
  EXECUTE FUNCTION note_row('report.updated');
