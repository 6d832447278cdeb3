package dev.tagging.examples.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Comma-separated values as RFC 4180 has them. */
final class Csv {

    private Csv() {}

    /** The rows of a text; empty lines are none. */
    static List<List<String>> parse(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        boolean any = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    field.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
                any = true;
            } else if (c == ',') {
                row.add(field.toString());
                field.setLength(0);
                any = true;
            } else if (c == '\n') {
                endRow(rows, row, field, any);
                row = new ArrayList<>();
                any = false;
            } else if (c != '\r' && c != '\uFEFF') {
                field.append(c);
                any = true;
            }
        }
        endRow(rows, row, field, any);
        return rows;
    }

    private static void endRow(List<List<String>> rows, List<String> row, StringBuilder field, boolean any) {
        if (any) {
            row.add(field.toString());
            rows.add(row);
        }
        field.setLength(0);
    }

    /** One row, with the end of its line. */
    static String row(Object... fields) {
        return Stream.of(fields).map(field -> quote(String.valueOf(field))).collect(Collectors.joining(",", "", "\n"));
    }

    /** Spreadsheets take what begins with these signs for a formula. */
    private static String quote(String field) {
        String safe = field.matches("(?s)[=+\\-@].*") && !field.matches("-?[0-9.]+") ? "'" + field : field;
        return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
