package dev.tagging;

/** Renaming would give two tags one name; {@link TagService#merge} joins them. */
public final class TagExistsException extends TaggingException {

    private static final long serialVersionUID = 1L;

    private final TagName tag;

    public TagExistsException(TagName tag) {
        super("there already is a tag '" + tag + "'; merge the two instead of renaming one");
        this.tag = tag;
    }

    public TagName tag() {
        return tag;
    }
}
