import { migrate } from "../../platform/postgres/migrate.ts";
import { openDatabase } from "../../platform/postgres/open.ts";
import { CommandFailed, type RegisterCommand } from "../cli.ts";

export const migrateCommand: RegisterCommand = (program, cli) => {
  program
    .command("migrate")
    .description("bring the database up to date; start does this too")
    .action(async () => {
      const database = await openDatabase(cli.config());
      if (!database.ok) throw new CommandFailed(`No database: ${database.error.type}.`, database.error);
      try {
        const migrated = await migrate(database.value);
        if (!migrated.ok)
          throw new CommandFailed(
            `Not migrated: ${migrated.error.type} (${migrated.error.tag}).`,
            migrated.error,
          );
        const { applied } = migrated.value;
        cli.print({ applied }, () =>
          applied.length === 0 ? "Already up to date." : `Applied ${applied.join(", ")}.`,
        );
      } finally {
        await database.value.close();
      }
    });
};
