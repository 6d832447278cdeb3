package dev.tagging.benchmarks.chaos;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * A diary the database itself keeps, in the very transactions it is about: which claims were given to whom and what became of
 * them, and which transaction wrote which tags. It exists in the databases of this program only.
 */
final class Audit {

    private static final String SCRIPT =
            """
            create schema chaos;
            create table chaos.job_events (
                event_no    bigint generated always as identity primary key,
                transaction xid8 not null default pg_current_xact_id(),
                noted_at    timestamptz not null default clock_timestamp(),
                image_no    int not null,
                old_state   text,
                new_state   text,
                old_claim   bigint not null,
                new_claim   bigint not null,
                old_worker  text,
                new_worker  text,
                old_run_at  timestamptz
            );
            create table chaos.tag_events (
                event_no    bigint generated always as identity primary key,
                transaction xid8 not null default pg_current_xact_id(),
                image_no    int not null,
                tag_no      int not null,
                source_no   int not null,
                confidence  real
            );

            create function chaos.on_job() returns trigger language plpgsql as $$
            begin
                insert into chaos.job_events (image_no, old_state, new_state, old_claim, new_claim,
                                              old_worker, new_worker, old_run_at)
                values (coalesce(new.image_no, old.image_no), old.state, new.state, coalesce(old.claim_no, 0),
                        coalesce(new.claim_no, 0), old.worker, new.worker, old.run_at);
                return null;
            end
            $$;
            create trigger chaos_comes_or_goes after insert or delete on tagging.tagging_jobs
                for each row execute function chaos.on_job();
            -- Not the renewals of leases, which change nothing else.
            create trigger chaos_changes after update on tagging.tagging_jobs
                for each row when (old.state <> new.state or old.claim_no <> new.claim_no)
                execute function chaos.on_job();

            create function chaos.on_tag() returns trigger language plpgsql as $$
            begin
                insert into chaos.tag_events (image_no, tag_no, source_no, confidence)
                values (coalesce(new.image_no, old.image_no), coalesce(new.tag_no, old.tag_no),
                        coalesce(new.source_no, old.source_no), new.confidence);
                return null;
            end
            $$;
            create trigger chaos_tags after insert or update or delete on tagging.image_tags
                for each row execute function chaos.on_tag();
            """;

    private Audit() {}

    static void install(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(SCRIPT);
        }
    }
}
