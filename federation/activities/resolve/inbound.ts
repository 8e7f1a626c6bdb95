import { reportAnswer } from "../answer.ts";
import { type ActivityHandler, ignored } from "../handler.ts";

/** A report is dealt with, say the moderators of a community (Lemmy 1.0): one that they sent here, or one that they got. */
export const resolve: ActivityHandler = {
  type: "Resolve",
  async receive({ ports }, { activity, actor }) {
    return (await reportAnswer(ports, activity, actor, "resolved")) ?? ignored("report/unknown");
  },
};
