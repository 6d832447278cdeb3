package dev.tagging;

/** What registering an image did. */
public enum Registration {
    /** The image is new and will be tagged. */
    CREATED,
    /** The image was known with the same details. Nothing changed. */
    UNCHANGED,
    /** Some detail changed; when it was the content version, the image will be tagged again. */
    UPDATED
}
