package dev.tagging;

/** A provider could not be found; the message names the fix. */
public final class ProviderLookupException extends TaggingException {

    private static final long serialVersionUID = 1L;

    public ProviderLookupException(String message) {
        super(message);
    }
}
