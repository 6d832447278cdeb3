package dev.tagging.benchmarks.chaos;

/**
 * Something that must not be.
 *
 * @param what in words, naming the image
 */
record Violation(Kind kind, String what) {

    enum Kind {
        /** Something that should be there is not. */
        LOST("lost"),
        /** Something has taken effect more than once, or is there that nobody has said. */
        DOUBLED("doubled"),
        /** Work that nobody does. */
        STUCK("stuck"),
        /** Something was written by somebody who did not hold the job. */
        FENCED("fenced writes"),
        /** What is derived does not fit what it is derived from, or history contradicts itself. */
        INCONSISTENT("inconsistent");

        final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    @Override
    public String toString() {
        return kind + ": " + what;
    }
}
