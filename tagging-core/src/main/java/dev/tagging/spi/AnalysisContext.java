package dev.tagging.spi;

import dev.tagging.TagName;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The circumstances of an analysis. All methods may be called from any thread. */
public interface AnalysisContext {

    /** When the caller stops waiting. */
    Instant deadline();

    /** Whether the answer is no longer wanted: deadline passed, worker stopping, image removed. */
    boolean isCancelled();

    /** How many tags are kept at most, at least 1. */
    int maxTags();

    /** Language for the tags. */
    Locale language();

    /** Names the host would like to see used where they fit, most wanted first; may be empty. */
    List<TagName> preferredTags();
}
