package dev.tagging.examples.quickstart;

import java.time.Duration;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Shows progress: as a bar that moves on a terminal, as a line now and then elsewhere. */
final class ProgressView {

    private static final long LINE_EVERY = Duration.ofSeconds(5).toNanos();
    private static final int LONGEST_BAR = 40;
    private static final int SHORTEST_BAR = 8;

    private final Console console;
    private long lastLine;

    ProgressView(Console console, long nanos) {
        this.console = console;
        this.lastLine = nanos;
    }

    void show(Progress progress, long nanos) {
        if (console.terminal().isPresent()) {
            console.status(bar(progress, console.width(), console.isUnicode()));
        } else if (nanos - lastLine >= LINE_EVERY) {
            lastLine = nanos;
            console.say(line(progress));
        }
    }

    /** Such as "Tagging: 24 of 38 (63 %), 12.3 images/s, 2 s left, 1 failed". */
    static String line(Progress progress) {
        return "Tagging: %,d of %,d (%d %%)%s"
                .formatted(
                        progress.done(), progress.total(), (int) (100 * progress.fraction()), details(progress, ", "));
    }

    /** The same with a bar, in less than {@code width} columns; what does not fit is left away from the right. */
    static AttributedString bar(Progress progress, int width, boolean unicode) {
        String counts = "%,d/%,d".formatted(progress.done(), progress.total());
        String details = details(progress, "  ");
        int room = width - 1 - "Tagging    ".length() - counts.length();
        int barWidth = Math.max(SHORTEST_BAR, Math.min(LONGEST_BAR, room - details.length()));
        AttributedStringBuilder line = new AttributedStringBuilder().append("Tagging  ");
        appendBar(line, progress.fraction(), barWidth, unicode);
        line.append("  ").append(counts).append(details, AttributedStyle.DEFAULT.faint());
        return line.length() < width
                ? line.toAttributedString()
                : line.toAttributedString().subSequence(0, Math.max(0, width - 1));
    }

    private static void appendBar(AttributedStringBuilder line, double fraction, int width, boolean unicode) {
        int full = (int) Math.round(fraction * width);
        String ahead = (unicode ? "┄" : "-").repeat(width - full);
        line.append((unicode ? "━" : "=").repeat(full), AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN));
        line.append(ahead, AttributedStyle.DEFAULT.faint());
    }

    private static String details(Progress progress, String separator) {
        StringBuilder details = new StringBuilder();
        if (progress.rate() > 0) {
            details.append(separator).append(Words.rate(progress.rate())).append(" images/s");
        }
        progress.left()
                .ifPresent(left ->
                        details.append(separator).append(Words.roughly(left)).append(" left"));
        if (progress.failed() > 0) {
            details.append(separator).append(progress.failed()).append(" failed");
        }
        return details.toString();
    }
}
