package dev.tagging.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table in Markdown, to print and to put into the documentation as it is. */
public final class Table {

    private final List<String> lines = new ArrayList<>();

    public Table(String... heads) {
        row((Object[]) heads);
        lines.add("|" + "---|".repeat(heads.length));
    }

    /** Adds a row. Numbers with a fraction are written with as many digits as matter. */
    public Table row(Object... cells) {
        StringBuilder line = new StringBuilder("|");
        for (Object cell : cells) {
            line.append(' ')
                    .append(cell instanceof Double number ? format(number) : cell)
                    .append(" |");
        }
        lines.add(line.toString());
        return this;
    }

    private static String format(double number) {
        return String.format(Locale.ROOT, number >= 100 ? "%,.0f" : number >= 10 ? "%.1f" : "%.2f", number);
    }

    @Override
    public String toString() {
        return String.join(System.lineSeparator(), lines);
    }
}
