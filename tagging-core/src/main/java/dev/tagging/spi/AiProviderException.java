package dev.tagging.spi;

import dev.tagging.TaggingException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What went wrong at a provider; the subtype says what happens next. */
public abstract sealed class AiProviderException extends TaggingException {

    private static final long serialVersionUID = 1L;

    private AiProviderException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** May work the next time: the job is tried again after a pause that grows, a limited number of times. */
    public static final class Transient extends AiProviderException {
        private static final long serialVersionUID = 1L;

        public Transient(String message) {
            this(message, null);
        }

        public Transient(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** Too many requests: the whole pipeline waits, no attempt is counted. */
    public static final class RateLimited extends AiProviderException {
        private static final long serialVersionUID = 1L;

        private final Duration retryAfter;

        public RateLimited(String message, Duration retryAfter) {
            this(message, retryAfter, null);
        }

        public RateLimited(String message, Duration retryAfter, @Nullable Throwable cause) {
            super(message, cause);
            this.retryAfter = retryAfter;
        }

        /** How long the provider asks to be left alone. */
        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** This image will never work (unreadable, refused by content rules): its job fails at once. */
    public static final class Rejected extends AiProviderException {
        private static final long serialVersionUID = 1L;

        public Rejected(String message) {
            this(message, null);
        }

        public Rejected(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** Nothing will work until an operator acts (wrong key, missing model): the pipeline stops on this node. */
    public static final class Misconfigured extends AiProviderException {
        private static final long serialVersionUID = 1L;

        public Misconfigured(String message) {
            this(message, null);
        }

        public Misconfigured(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
