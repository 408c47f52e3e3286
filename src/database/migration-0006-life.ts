import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What makes it impossible to write one part of a generation's life without the others, whatever the code does; and the
 * version of what its JSON columns hold, which is 1 for all that is there.
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
    // A revision is an event. Not validated, so that a long history is not read at a start.
    await sql`
      alter table generations
        add column format integer not null default 1 check (format > 0),
        add constraint generations_revision_event
          foreign key (id, revision) references events (generation_id, revision) not valid`.execute(database);
  },
};
