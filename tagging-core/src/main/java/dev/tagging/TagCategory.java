package dev.tagging;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What kind of thing a tag names. Hosts may use categories of their own beside the built-in four.
 *
 * @param value 1 to 40 lower-case ASCII letters, digits and hyphens, beginning with a letter
 */
public record TagCategory(String value) implements Comparable<TagCategory> {

    /** Stands first: the constants below are checked against it. */
    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    /** Something one could point at: dog, bicycle, lighthouse. */
    public static final TagCategory OBJECT = new TagCategory("object");

    /** Where or what the whole picture is: beach, kitchen, sunset. */
    public static final TagCategory SCENE = new TagCategory("scene");

    /** A colour: red, teal. */
    public static final TagCategory COLOR = new TagCategory("color");

    /** A property of the picture or of what it shows: blurry, portrait, wooden. */
    public static final TagCategory ATTRIBUTE = new TagCategory("attribute");

    public TagCategory {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("a category has 1 to 40 letters a-z, digits and hyphens: '"
                    + (value.length() > 60 ? value.substring(0, 60) + "…" : value) + "'");
        }
    }

    /** Returns the category of that name, whatever its case; white space around it does not count. */
    public static TagCategory of(String value) {
        return new TagCategory(value.strip().toLowerCase(Locale.ROOT));
    }

    @Override
    public int compareTo(TagCategory other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
