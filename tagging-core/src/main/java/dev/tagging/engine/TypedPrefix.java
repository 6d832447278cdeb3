package dev.tagging.engine;

import dev.tagging.InvalidTagNameException;
import dev.tagging.InvalidTagNameException.Rule;
import dev.tagging.TagName;
import java.util.Optional;

/** Turns the beginning of a name, as typed, into the beginning of a {@link TagName}. */
final class TypedPrefix {
    private TypedPrefix() {}

    /**
     * What names begin with that begin as typed: one character is enough, and a space or hyphen at the end counts. The empty
     * text for blank ones; nothing when no name begins so.
     */
    static Optional<String> of(String typed) {
        try {
            // One more letter makes a name of every beginning of a name.
            String name = TagName.of(typed + "z").value();
            return Optional.of(name.substring(0, name.length() - 1));
        } catch (InvalidTagNameException e) {
            return whole(typed);
        }
    }

    private static Optional<String> whole(String typed) {
        try {
            return Optional.of(TagName.of(typed).value());
        } catch (InvalidTagNameException e) {
            return e.rule() == Rule.BLANK ? Optional.of("") : Optional.empty();
        }
    }
}
