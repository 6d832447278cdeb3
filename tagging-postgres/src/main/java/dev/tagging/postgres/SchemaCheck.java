package dev.tagging.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares what the scripts create with what is in the database. */
final class SchemaCheck {
    private SchemaCheck() {}

    private static final Pattern CREATED = Pattern.compile(
            "(?m)^create (table|view|index|function|trigger|text search dictionary) (?:tagging\\.)?(\\w+)");

    private static final String EXISTS =
            """
            select exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                           where n.nspname = 'tagging' and c.relname = ? and c.relkind in ('r', 'v', 'i', 'p'))
                or exists (select from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                           where n.nspname = 'tagging' and p.proname = ?)
                or exists (select from pg_ts_dict d join pg_namespace n on n.oid = d.dictnamespace
                           where n.nspname = 'tagging' and d.dictname = ?)
                or exists (select from pg_trigger t
                           join pg_class c on c.oid = t.tgrelid
                           join pg_namespace n on n.oid = c.relnamespace
                           where n.nspname = 'tagging' and t.tgname = ? and t.tgenabled <> 'D')
            """;

    /** Names of tables, views, indexes, functions, triggers and dictionaries that should be there and are not. */
    static List<String> missingObjects(Connection connection) throws SQLException {
        List<String> missing = new ArrayList<>();
        try (PreparedStatement exists = connection.prepareStatement(EXISTS)) {
            for (TaggingSchema.Script script : TaggingSchema.scripts()) {
                Matcher created = CREATED.matcher(script.sql());
                while (created.find()) {
                    String name = created.group(2);
                    for (int i = 1; i <= 4; i++) {
                        exists.setString(i, name);
                    }
                    try (ResultSet answer = exists.executeQuery()) {
                        answer.next();
                        if (!answer.getBoolean(1)) {
                            missing.add(created.group(1) + " " + name);
                        }
                    }
                }
            }
        }
        return missing;
    }

    /** Whether {@link TaggingSchema#migrate} keeps the history here. */
    static boolean hasHistory(Connection connection) throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement("select to_regclass('tagging.schema_history') is not null");
                ResultSet answer = query.executeQuery()) {
            answer.next();
            return answer.getBoolean(1);
        }
    }
}
