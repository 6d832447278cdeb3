package dev.tagging.postgres;

import dev.tagging.ConfidenceBand;
import dev.tagging.spi.persistence.JobQueue.Priority;

/** The numbers by which the tables name bands and priorities; their order counts in queries. */
final class Codes {
    private Codes() {}

    static short of(ConfidenceBand band) {
        return switch (band) {
            case HIGH -> 1;
            case MEDIUM -> 2;
            case LOW -> 3;
        };
    }

    static ConfidenceBand band(int code) {
        return switch (code) {
            case 1 -> ConfidenceBand.HIGH;
            case 2 -> ConfidenceBand.MEDIUM;
            case 3 -> ConfidenceBand.LOW;
            default -> throw new IllegalStateException("no band has the number " + code);
        };
    }

    static short of(Priority priority) {
        return switch (priority) {
            case REQUEST -> 0;
            case UPLOAD -> 1;
            case BACKFILL -> 2;
        };
    }
}
