package dev.tagging.engine;

import dev.tagging.search.ParsedQuery.Term;
import dev.tagging.search.SearchExpression;
import dev.tagging.search.SearchExpression.Phrase;
import dev.tagging.search.SearchExpression.Prefix;
import dev.tagging.search.SearchExpression.Tagged;
import dev.tagging.search.SearchExpression.Word;
import dev.tagging.search.SearchExpression.WordOrPrefix;
import dev.tagging.spi.persistence.TagStore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Proposes tags that resemble what was searched for in vain. */
final class Suggestions {

    private static final int MAX_SUGGESTIONS = 5;
    private static final int MAX_WORDS = 5;

    /** The database's idea of resembling is a rough one. */
    private static final int CANDIDATES = 500;

    private final TagStore tags;

    Suggestions(TagStore tags) {
        this.tags = tags;
    }

    /** The best for each word in turn, then the second best of each, and so on; never a word itself. */
    List<String> insteadOf(List<Term> terms, int tenant) {
        Set<String> words = new LinkedHashSet<>();
        terms.forEach(term -> words.addAll(wordsOf(term.leaf())));
        List<List<String>> ranked = words.stream()
                .limit(MAX_WORDS)
                .map(word -> tags.resembling(tenant, word, CANDIDATES).stream()
                        .filter(name -> !words.contains(name))
                        .filter(name -> Resemblance.between(word, name) <= tolerance(word))
                        .sorted(Resemblance.to(word))
                        .limit(MAX_SUGGESTIONS)
                        .toList())
                .toList();
        return IntStream.range(0, MAX_SUGGESTIONS)
                .boxed()
                .flatMap(place ->
                        ranked.stream().filter(names -> names.size() > place).map(names -> names.get(place)))
                .distinct()
                .limit(MAX_SUGGESTIONS)
                .toList();
    }

    /** One letter in three may be wrong, three at most. */
    private static int tolerance(String word) {
        return Math.min(Math.max(word.length() / 3, 1), 3);
    }

    /** What a term says in letters; nothing for categories and sources. */
    private static List<String> wordsOf(SearchExpression leaf) {
        if (leaf instanceof Word word) {
            return List.of(word.word());
        } else if (leaf instanceof WordOrPrefix word) {
            return List.of(word.word());
        } else if (leaf instanceof Prefix prefix) {
            return List.of(prefix.prefix());
        } else if (leaf instanceof Phrase phrase) {
            return List.of(String.join(" ", phrase.words()));
        } else if (leaf instanceof Tagged tagged) {
            return List.of(tagged.name().value());
        }
        return List.of();
    }
}
