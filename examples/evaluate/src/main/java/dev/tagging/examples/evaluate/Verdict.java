package dev.tagging.examples.evaluate;

/** Whether a tag is right. */
enum Verdict {
    RIGHT,
    WRONG,
    /** Nobody has looked for it: it counts neither way. */
    NOT_JUDGED
}
