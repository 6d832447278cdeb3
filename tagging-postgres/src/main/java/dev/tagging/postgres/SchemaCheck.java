package dev.tagging.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares what the scripts create with what is in the database. */
final class SchemaCheck {
    private SchemaCheck() {}

    private static final Pattern CREATED = Pattern.compile(
            "(?m)^create (table|view|index|function|aggregate|trigger|text search dictionary) (?:tagging\\.)?(\\w+)");

    private static final Pattern TABLE = Pattern.compile("(?ms)^create table tagging\\.(\\w+) \\(\n(.*?)^\\);");

    private static final Pattern COLUMN =
            Pattern.compile("(?m)^ {4}(?!primary key|unique|check)(\\w+)(?:.*( generated) always as \\()?");

    /** Without indexes that nobody can use and triggers that nobody fires. */
    private static final String PRESENT =
            """
            with relations as (
                select * from pg_class where relnamespace = to_regnamespace('tagging')
            )
            select 'table ' || relname from relations where relkind in ('r', 'p')
            union all
            select case a.attgenerated when 's' then 'generated ' else '' end || 'column ' || c.relname || '.' || a.attname
            from relations c join pg_attribute a on a.attrelid = c.oid
            where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
            union all
            select 'view ' || relname from relations where relkind = 'v'
            union all
            select 'index ' || c.relname
            from relations c join pg_index i on i.indexrelid = c.oid
            where i.indisvalid
            union all
            select 'trigger ' || t.tgname
            from relations c join pg_trigger t on t.tgrelid = c.oid
            where t.tgenabled in ('O', 'A')
            union all
            select case prokind when 'a' then 'aggregate ' else 'function ' end || proname
            from pg_proc where pronamespace = to_regnamespace('tagging')
            union all
            select 'text search dictionary ' || dictname from pg_ts_dict where dictnamespace = to_regnamespace('tagging')
            """;

    /**
     * Names of tables and their columns, views, indexes, functions, aggregates, triggers and dictionaries that should be there and are
     * not. The columns of a table that is missing are not listed.
     */
    static List<String> missingObjects(Connection connection) throws SQLException {
        Set<String> present = present(connection);
        List<String> missing = new ArrayList<>();
        for (TaggingSchema.Script script : TaggingSchema.scripts()) {
            Matcher created = CREATED.matcher(script.sql());
            while (created.find()) {
                addUnless(present, created.group(1) + " " + created.group(2), missing);
            }
            Matcher table = TABLE.matcher(script.sql());
            while (table.find()) {
                Matcher column = COLUMN.matcher(table.group(2));
                while (present.contains("table " + table.group(1)) && column.find()) {
                    String kind = column.group(2) == null ? "column " : "generated column ";
                    addUnless(present, kind + table.group(1) + "." + column.group(1), missing);
                }
            }
        }
        return missing;
    }

    /** Whether there is a schema {@code tagging}, with or without anything in it. */
    static boolean hasSchema(Connection connection) throws SQLException {
        return isTrue(connection, "select to_regnamespace('tagging') is not null");
    }

    /** Whether {@link TaggingSchema#migrate} keeps the history here. */
    static boolean hasHistory(Connection connection) throws SQLException {
        return isTrue(connection, "select to_regclass('tagging.schema_history') is not null");
    }

    private static void addUnless(Set<String> present, String object, List<String> missing) {
        if (!present.contains(object)) {
            missing.add(object);
        }
    }

    private static Set<String> present(Connection connection) throws SQLException {
        Set<String> present = new HashSet<>();
        try (PreparedStatement query = connection.prepareStatement(PRESENT);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                present.add(rows.getString(1));
            }
        }
        return present;
    }

    private static boolean isTrue(Connection connection, String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet answer = query.executeQuery()) {
            answer.next();
            return answer.getBoolean(1);
        }
    }
}
