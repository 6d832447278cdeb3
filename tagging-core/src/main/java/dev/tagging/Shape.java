package dev.tagging;

/** The outline of an image as people see it. Images of unknown size have none. */
public enum Shape {
    /** Wider than high. */
    LANDSCAPE,
    /** Higher than wide. */
    PORTRAIT,
    /** As wide as high. */
    SQUARE
}
