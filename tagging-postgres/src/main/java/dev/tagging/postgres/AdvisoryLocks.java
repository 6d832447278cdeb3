package dev.tagging.postgres;

/** Numbers of the advisory locks the library takes, always for one transaction only. */
final class AdvisoryLocks {
    private AdvisoryLocks() {}

    /** First key of all of them: "TAGG" in ASCII. */
    static final int SPACE = 0x54414747;

    /** One node at a time migrates. */
    static final int MIGRATION = 1;

    /** One node at a time folds counts. */
    static final int FOLD = 2;
}
