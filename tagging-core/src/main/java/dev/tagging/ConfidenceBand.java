package dev.tagging;

/**
 * How sure a tag is, as far as people need to know. The order of the constants is from most to least sure; the limits are
 * those of {@link TaggingPolicy}.
 */
public enum ConfidenceBand {
    /** Said by a person, or by a provider as good as certain. Shown first. */
    HIGH,
    /** Probably right: shown as a suggestion. */
    MEDIUM,
    /** Kept for later, shown only to those who ask. */
    LOW;

    /** Whether people see tags of this band without asking. */
    public boolean isShown() {
        return this != LOW;
    }
}
