package dev.tagging.examples.evaluate;

import dev.tagging.examples.evaluate.Reliability.Bin;
import dev.tagging.examples.evaluate.Reliability.Point;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The tables, side by side, for a terminal. */
final class TextReport {

    private static final int NAME = 26;

    private final PrintStream out;

    TextReport(PrintStream out) {
        this.out = out;
    }

    void print(List<Summary> summaries, int photos) {
        out.printf(
                Locale.ROOT,
                "%d photos; precision and recall of the tags that people see (HIGH and MEDIUM)%n%n",
                photos);
        int width = summaries.stream()
                        .mapToInt(summary -> summary.result().name().length())
                        .max()
                        .orElse(0)
                + 3;
        row("", summaries.stream().map(summary -> summary.result().name()).toList(), Math.max(width, 12));
        for (String name : Summary.names(summaries)) {
            row(name, summaries.stream().map(summary -> summary.line(name)).toList(), Math.max(width, 12));
        }
        summaries.forEach(this::reliability);
    }

    private void row(String name, List<String> cells, int width) {
        out.printf("%-" + NAME + "s", name);
        cells.forEach(cell -> out.printf("%" + width + "s", cell));
        out.println();
    }

    private void reliability(Summary summary) {
        if (summary.reliability().bins().isEmpty()) {
            return;
        }
        out.printf(
                "%nReliability of %s (all tags with a confidence)%n",
                summary.result().name());
        out.printf("  %-12s %6s %12s %10s%n", "confidence", "tags", "mean", "correct");
        for (Bin bin : summary.reliability().bins()) {
            out.printf(
                    Locale.ROOT,
                    "  %3.0f - %3.0f %% %7d %10.1f %% %8.1f %%%n",
                    bin.from(),
                    bin.to(),
                    bin.count(),
                    bin.confidence(),
                    bin.correct());
        }
        out.printf(
                "  what would make it right: %s%n",
                table(Reliability.calibration(Reliability.samples(summary.result()))));
    }

    /** In the form of a calibration: confidence 0 to 1, then percent. */
    static String table(List<Point> points) {
        return points.stream()
                .map(point -> String.format(Locale.ROOT, "%.3f:%.0f", point.confidence() / 100, point.correct()))
                .collect(Collectors.joining(", "));
    }
}
