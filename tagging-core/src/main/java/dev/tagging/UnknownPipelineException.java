package dev.tagging;

import java.util.Collection;
import java.util.TreeSet;

/** A pipeline name that this {@link Tagging} was not built with. */
public final class UnknownPipelineException extends TaggingException {

    private static final long serialVersionUID = 1L;

    public UnknownPipelineException(String pipeline, Collection<String> known) {
        super("there is no pipeline '" + pipeline + "', there " + (known.size() == 1 ? "is " : "are ")
                + (known.isEmpty() ? "none" : new TreeSet<>(known)));
    }
}
