package dev.tagging;

import java.util.List;

/**
 * One image found.
 *
 * @param tags all tags people see on it, as {@link TagService#tagsOf(ImageId)} gives them
 * @param matchedTerms the terms of the query that this image matched, as typed, in the order of the query
 */
public record SearchHit(Image image, List<ImageTag> tags, MatchClass matchClass, List<String> matchedTerms) {

    /** How good a match is; better classes come first. */
    public enum MatchClass {
        /** Every term is in sure tags: a person's, or of band HIGH. */
        SURE_TAGS,
        /** Every term is in tags that are shown. */
        SHOWN_TAGS,
        /** Every term is somewhere, the filename included. */
        ANYWHERE
    }

    public SearchHit {
        tags = List.copyOf(tags);
        matchedTerms = List.copyOf(matchedTerms);
    }
}
