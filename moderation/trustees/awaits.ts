/**
 * Within a statement: whether an action waits for trustees, who may take it back: a panel reviews it, or an appeal against it waits for one. What
 * it did is not erased meanwhile.
 *
 * @param action an expression of the action's id
 */
export const awaitsPanel = (action: string) =>
  `(exists (select from panels r where r.reviews_action_id = ${action} and r.closed_at is null)
    or exists (select from decisions d join panel_appeals x on x.decision_id = d.id
      where d.action_id = ${action} and x.state = 'open'))`;
