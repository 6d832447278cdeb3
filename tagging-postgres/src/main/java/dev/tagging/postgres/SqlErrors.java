package dev.tagging.postgres;

import dev.tagging.TaggingPersistenceException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;

/** Tells database errors that may pass from those that will not. */
final class SqlErrors {
    private SqlErrors() {}

    static TaggingPersistenceException translate(SQLException error) {
        String state = error.getSQLState();
        String hint = "3F000".equals(state) || "42P01".equals(state)
                ? "; is the schema there? TaggingSchema.migrate(dataSource) makes it"
                : "42501".equals(state) ? "; grants.sql names the rights the library needs" : "";
        return new TaggingPersistenceException(
                "the database failed" + (state == null ? "" : " (" + state + ")") + ": " + error.getMessage() + hint,
                isTransient(error, state),
                error);
    }

    /** Finds the database error behind an exception of a connection pool or a persistence framework. */
    static @Nullable SQLException causeOf(Throwable error) {
        Throwable cause = error;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
            cause = cause.getCause();
        }
        return null;
    }

    /**
     * Class 08 is a broken connection, 40001 and 40P01 are serialization failures and deadlocks, 53 is a lack of resources,
     * 55P03 a lock not to be had, 57P01 to 57P05 a server going down or coming up (PostgreSQL manual, appendix A), 25006 a
     * write on what has become a standby. 23505, a key that is there already, only ever
     * comes of a race here: what can meet another's row in the open is written with {@code on conflict}.
     */
    private static boolean isTransient(SQLException error, @Nullable String state) {
        if (error instanceof SQLTransientException || error instanceof SQLRecoverableException) {
            return true;
        }
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("53")
                        || state.startsWith("57P")
                        || state.equals("40001")
                        || state.equals("40P01")
                        || state.equals("55P03")
                        || state.equals("25006")
                        || state.equals("23505"));
    }
}
