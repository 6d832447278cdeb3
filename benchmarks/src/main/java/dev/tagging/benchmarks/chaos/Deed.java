package dev.tagging.benchmarks.chaos;

import java.util.EnumSet;
import java.util.Set;

/**
 * Something a person did, and what they were told.
 *
 * @param number the deed's own; its user bears it too, so that what came of it can be told from all else
 * @param tag empty where no tag plays a part
 * @param disturbed whether the database went down meanwhile: the library may then have done it, have lost the answer, and
 *     have found it done when it tried again
 * @param begun microseconds since 1970
 */
record Deed(int number, Kind kind, String image, String tag, Told told, boolean disturbed, long begun) {

    enum Kind {
        UPLOAD,
        REQUEST,
        ADD,
        REMOVE,
        RESTORE;

        boolean isAboutTag() {
            return this == ADD || this == REMOVE || this == RESTORE;
        }
    }

    /** What a person was told. */
    enum Told {
        CHANGED,
        UNCHANGED,
        /** An error: it may have happened, or not. */
        FAILED
    }

    /** Where a tag stands with people. */
    enum Standing {
        NOTHING(false, false),
        SAID(true, false),
        REMOVED(false, true),
        SAID_AND_REMOVED(true, true);

        final boolean said;
        final boolean removed;

        Standing(boolean said, boolean removed) {
            this.said = said;
            this.removed = removed;
        }

        static Standing of(boolean said, boolean removed) {
            return removed ? (said ? SAID_AND_REMOVED : REMOVED) : (said ? SAID : NOTHING);
        }
    }

    /** Who does a deed. */
    static String user(int number) {
        return "person " + number;
    }

    /** Where a tag may stand after this deed, when before it stood in one of {@code before}. Empty when that cannot be. */
    Set<Standing> after(Set<Standing> before) {
        Set<Standing> after = EnumSet.noneOf(Standing.class);
        for (Standing standing : before) {
            boolean changes = effective(standing) != standing;
            boolean done = told == Told.CHANGED ? changes : told == Told.FAILED || disturbed;
            boolean notDone = told == Told.FAILED || (told == Told.UNCHANGED && mayStay(standing));
            if (done) {
                after.add(effective(standing));
            }
            if (notDone) {
                after.add(standing);
            }
        }
        return after;
    }

    /** How many entries in the history of what people did may bear this deed's number. */
    boolean allowsEntries(int entries) {
        return switch (told) {
            case CHANGED -> entries == 1;
            case UNCHANGED -> entries == 0 || (entries == 1 && disturbed);
            case FAILED -> entries == 0 || entries == 1;
        };
    }

    private Standing effective(Standing standing) {
        return switch (kind) {
            case ADD -> Standing.SAID;
            case REMOVE -> Standing.of(standing.said, true);
            case RESTORE -> Standing.of(standing.said, false);
            case UPLOAD, REQUEST -> standing;
        };
    }

    /** Whether it is true that there was nothing to do. Removing may have found that nobody had said so. */
    private boolean mayStay(Standing standing) {
        return switch (kind) {
            case ADD -> standing == Standing.SAID;
            case REMOVE -> standing != Standing.SAID;
            case RESTORE -> !standing.removed;
            case UPLOAD, REQUEST -> true;
        };
    }
}
