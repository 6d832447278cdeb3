package dev.tagging;

/**
 * The host's own key of a person: who tagged, removed or owns something. The library never looks it up.
 *
 * @param value 1 to 255 characters, not blank, without control characters
 */
public record UserId(String value) {

    public UserId {
        Text.requireStorable(value, "user id", ImageId.MAX_LENGTH);
    }

    public static UserId of(String value) {
        return new UserId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
