package dev.tagging.examples.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Which words count for which: {@code words.txt} explains its three kinds of lines. All words are {@link Words#normal}. */
final class WordRelations {

    private final Map<String, Set<String>> same = new HashMap<>();
    private final Map<String, Set<String>> generals = new HashMap<>();
    private final Map<String, Set<String>> consequences = new HashMap<>();

    private WordRelations() {}

    /** The relations in {@code words.txt}. */
    static WordRelations builtIn() {
        try (InputStream in = WordRelations.class.getResourceAsStream("words.txt")) {
            if (in == null) {
                throw new IllegalStateException("words.txt is missing on the class path");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("words.txt cannot be read", e);
        }
    }

    static WordRelations parse(String text) {
        WordRelations relations = new WordRelations();
        text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(relations::add);
        return relations;
    }

    private void add(String line) {
        if (line.contains("->")) {
            String[] sides = line.split("->", 2);
            each(sides[1], ",").forEach(word -> put(consequences, Words.normal(sides[0]), word));
        } else if (line.contains(":")) {
            String[] sides = line.split(":", 2);
            each(sides[1], ",").forEach(word -> put(generals, word, Words.normal(sides[0])));
        } else {
            each(line, "=").forEach(one -> each(line, "=").forEach(other -> put(same, one, other)));
        }
    }

    /** The word itself, all other words for it, and what they are kinds of. */
    Set<String> generalsOf(String word) {
        return reach(word, false);
    }

    /** What is right too where the word is: {@link #generalsOf} and all consequences. */
    Set<String> consequencesOf(String word) {
        return reach(word, true);
    }

    private Set<String> reach(String word, boolean withConsequences) {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(Set.of(word));
        while (!open.isEmpty()) {
            String next = open.remove();
            if (reached.add(next)) {
                open.addAll(same.getOrDefault(next, Set.of()));
                open.addAll(generals.getOrDefault(next, Set.of()));
                if (withConsequences) {
                    open.addAll(consequences.getOrDefault(next, Set.of()));
                }
            }
        }
        return reached;
    }

    private static Stream<String> each(String words, String separator) {
        return Stream.of(words.split(separator)).map(Words::normal).filter(word -> !word.isEmpty());
    }

    private static void put(Map<String, Set<String>> map, String key, String value) {
        map.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(value);
    }
}
