package dev.tagging.postgres;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps PostgreSQL's driver from preparing a statement on the server, where a plan would sooner or later be kept for all
 * values. Reached by name: the driver is the host's, and drivers that wrap it may hide it; then nothing is done.
 */
final class PlanCache {
    private PlanCache() {}

    private static final @Nullable Method SET_PREPARE_THRESHOLD = find();

    static void avoid(PreparedStatement statement) throws SQLException {
        if (SET_PREPARE_THRESHOLD == null || !statement.isWrapperFor(SET_PREPARE_THRESHOLD.getDeclaringClass())) {
            return;
        }
        try {
            SET_PREPARE_THRESHOLD.invoke(statement.unwrap(SET_PREPARE_THRESHOLD.getDeclaringClass()), 0);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new SQLException("the driver refuses setPrepareThreshold", e);
        }
    }

    private static @Nullable Method find() {
        try {
            return Class.forName("org.postgresql.PGStatement", false, PlanCache.class.getClassLoader())
                    .getMethod("setPrepareThreshold", int.class);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
