import { type Runner, run } from "../../platform/statement.ts";
import { listed } from "./row.ts";

/** Notes which files a medium needs, before they are in the store; does nothing when the medium was removed. */
export async function claimFiles(on: Runner, mediumId: string, names: readonly string[]): Promise<void> {
  await run(
    on,
    `insert into media_files (file, medium_id)
     select distinct f, m.id from media m cross join unnest($2::text[]) as f where m.id = $1::uuid
     on conflict do nothing`,
    [mediumId, listed(names)],
  );
}

/** Notes that a medium needs a file no longer. */
export async function releaseFile(on: Runner, mediumId: string, name: string): Promise<void> {
  await run(on, "delete from media_files where medium_id = $1::uuid and file = $2", [mediumId, name]);
}

/** Notes that a medium that came to nothing needs no files. @returns those that it needed */
export async function releaseFiles(on: Runner, mediumId: string): Promise<string[]> {
  const rows = await run<{ file: string }>(
    on,
    `delete from media_files f using media m
     where m.id = f.medium_id and m.id = $1::uuid and m.state = 'failed' returning f.file`,
    [mediumId],
  );
  return rows.map((row) => row.file);
}
