package dev.tagging.benchmarks;

import java.util.Locale;

/** A table in Markdown, printed row by row, to put into the documentation as it is. */
public final class Table {

    public Table(String... heads) {
        System.out.println();
        row((Object[]) heads);
        System.out.println("|" + "---|".repeat(heads.length));
    }

    /** Prints a row. Numbers with a fraction are written with as many digits as matter. */
    public void row(Object... cells) {
        StringBuilder line = new StringBuilder("|");
        for (Object cell : cells) {
            line.append(' ')
                    .append(cell instanceof Double number ? format(number) : cell)
                    .append(" |");
        }
        System.out.println(line);
    }

    private static String format(double number) {
        return String.format(Locale.ROOT, number >= 100 ? "%,.0f" : number >= 10 ? "%.1f" : "%.2f", number);
    }
}
