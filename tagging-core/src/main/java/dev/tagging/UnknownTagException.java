package dev.tagging;

/** A tag that does not exist in this tenant. */
public final class UnknownTagException extends TaggingException {

    private static final long serialVersionUID = 1L;

    private final TagName tag;

    public UnknownTagException(TagName tag) {
        super("there is no tag '" + tag + "'");
        this.tag = tag;
    }

    public TagName tag() {
        return tag;
    }
}
