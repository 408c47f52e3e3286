import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Constraints that keep the parts of a generation's lifecycle consistent, whatever the code does; and the format
 * version of its JSON columns, 1 for existing rows.
 */
export const lifeMigration: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await sql`
      create function check_generation_change() returns trigger language plpgsql as $$
      begin
        if new.status <> old.status and old.finished_at is not null then
          raise exception 'generation % has ended and cannot become %', old.id, new.status;
        end if;
        if new.scale_count - old.scale_count not in (0, 1) or new.revision - old.revision <>
          (new.scale_count - old.scale_count) + (new.status <> old.status)::integer then
          raise exception 'generation % goes from revision % (%, % scales) to % (%, % scales)', old.id,
            old.revision, old.status, old.scale_count, new.revision, new.status, new.scale_count;
        end if;
        return new;
      end $$`.execute(database);
    await sql`
      create trigger check_change before update of status, revision, scale_count on generations
        for each row execute function check_generation_change()`.execute(database);
    // Every revision is an event. Not validated, to avoid reading a long history at startup.
    await sql`
      alter table generations
        add column format integer not null default 1 check (format > 0),
        add constraint generations_revision_event
          foreign key (id, revision) references events (generation_id, revision) not valid`.execute(database);
  },
};
