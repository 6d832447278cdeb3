package dev.tagging;

/** Who says that an image has a tag. */
public enum TagSource {
    /** A provider, in some pipeline. */
    AI,
    /** A person. A person's word stands above every provider's. */
    USER
}
