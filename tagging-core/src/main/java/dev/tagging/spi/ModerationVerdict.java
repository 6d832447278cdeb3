package dev.tagging.spi;

import java.util.List;

/**
 * What a moderating provider thinks of showing the image. The library stores and reports it, hosts act on it.
 *
 * @param reasons what was found, in the provider's words; empty when nothing was
 */
public record ModerationVerdict(Level level, List<String> reasons) {

    public ModerationVerdict {
        reasons = List.copyOf(reasons);
    }

    /** From harmless to unacceptable. */
    public enum Level {
        SAFE,
        QUESTIONABLE,
        UNSAFE
    }
}
