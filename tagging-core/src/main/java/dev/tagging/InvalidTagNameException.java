package dev.tagging;

/** A text that cannot be a tag. {@link #rule()} tells programs why, the message tells people. */
public final class InvalidTagNameException extends TaggingException {

    private static final long serialVersionUID = 1L;

    /** What the text broke. */
    public enum Rule {
        /** Nothing, or nothing but white space. */
        BLANK,
        /** Fewer than {@link TagName#MIN_LENGTH} code points, and not a single ideograph. */
        TOO_SHORT,
        /** More than {@link TagName#MAX_LENGTH} code points. */
        TOO_LONG,
        /** Something other than letters, combining marks, digits, spaces and hyphens. */
        FORBIDDEN_CHARACTER,
        /** Starts with a combining mark, or starts or ends with a hyphen. */
        MISPLACED_CHARACTER
    }

    private final Rule rule;

    InvalidTagNameException(Rule rule, String message) {
        super(message);
        this.rule = rule;
    }

    public Rule rule() {
        return rule;
    }
}
