package dev.tagging.tck.model;

import dev.tagging.ConfidenceBand;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The model of an image and of all that hangs on it. */
final class Picture {

    final String id;

    /** Grows with every registration. */
    final int number;

    String filename;

    @Nullable
    String version;

    final Map<Voice, Said> said = new HashMap<>();

    /** By number of the tag. */
    final Map<Integer, Removal> removals = new HashMap<>();

    /** By pipeline. */
    final Map<String, Job> jobs = new TreeMap<>();

    Picture(String id, int number, String filename, @Nullable String version) {
        this.id = id;
        this.number = number;
        this.filename = filename;
        this.version = version;
    }

    Picture copy() {
        Picture copy = new Picture(id, number, filename, version);
        copy.said.putAll(said);
        copy.removals.putAll(removals);
        jobs.forEach((pipeline, job) -> copy.jobs.put(pipeline, job.copy(copy)));
        return copy;
    }

    /** Who speaks: people together, or a model in a pipeline. */
    record Source(String pipeline, String model) {

        static final Source PEOPLE = new Source("", "");

        boolean isPeople() {
            return equals(PEOPLE);
        }
    }

    /** Somebody about a tag. */
    record Voice(int tag, Source source) {}

    /**
     * What was said.
     *
     * @param number another one each time something is said anew: what has the same number has the same date
     */
    record Said(long number, ConfidenceBand band, @Nullable Double confidence) {}

    /** That somebody took a tag off. */
    record Removal(String user, long time) {}
}
