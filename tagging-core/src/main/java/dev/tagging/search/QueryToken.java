package dev.tagging.search;

/**
 * A piece of a query.
 *
 * @param text for a word the word with its punctuation, for a phrase what stands between the quotes, else what was typed
 * @param start where it begins in the query
 * @param end where the next thing begins
 */
record QueryToken(Kind kind, String text, int start, int end) {

    enum Kind {
        WORD,
        PHRASE,
        /** {@code tag:}, {@code category:} or {@code source:}; the value is the next token when it begins where this ends. */
        FIELD,
        OR,
        NOT,
        OPEN,
        CLOSE
    }
}
