package dev.tagging.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs SQL on whatever connection the bridge says is that of the present transaction. */
final class JdbcSqlExecutor implements SqlExecutor {

    private final Bridge<?> bridge;

    JdbcSqlExecutor(Bridge<?> bridge) {
        this.bridge = bridge;
    }

    @Override
    public <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
        return bridge.onConnection(connection -> {
            try (PreparedStatement statement = prepare(connection, sql, parameters)) {
                return read(statement, mapper);
            }
        });
    }

    @Override
    public <T> List<T> queryPlanned(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
        return bridge.onConnection(connection -> {
            try (PreparedStatement statement = prepare(connection, sql, parameters)) {
                PlanCache.avoid(statement);
                return read(statement, mapper);
            }
        });
    }

    private static <T> List<T> read(PreparedStatement statement, RowMapper<T> mapper) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            List<T> result = new ArrayList<>();
            while (rows.next()) {
                result.add(mapper.map(rows));
            }
            return result;
        }
    }

    @Override
    public int update(String sql, @Nullable Object... parameters) {
        return bridge.onConnection(connection -> {
            try (PreparedStatement statement = prepare(connection, sql, parameters)) {
                return statement.executeUpdate();
            }
        });
    }

    private static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < parameters.length; i++) {
                bind(connection, statement, i + 1, parameters[i]);
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, int index, @Nullable Object value)
            throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.NULL);
        } else if (value instanceof Instant instant) {
            statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
        } else if (value instanceof Object[] array) {
            statement.setArray(index, connection.createArrayOf(elementType(array), array));
        } else {
            statement.setObject(index, value);
        }
    }

    private static String elementType(Object[] array) {
        if (array instanceof Integer[]) {
            return "int4";
        }
        if (array instanceof Long[]) {
            return "int8";
        }
        if (array instanceof Short[]) {
            return "int2";
        }
        if (array instanceof Float[]) {
            return "float4";
        }
        return "text";
    }
}
