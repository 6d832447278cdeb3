package dev.tagging.tck.model;

import dev.tagging.ConfidenceBand;
import dev.tagging.SearchHit.MatchClass;
import dev.tagging.tck.model.Model.Seen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules of the search, in memory, for queries without groups over the few words of {@link Scene}. */
final class ModelSearch {

    private static final Pattern ITEM = Pattern.compile("(-?)((?:(tag|category|source):)?(\"[^\"]+\"|[^\\s\"]+))");

    private static final Comparator<Result> BEST_THEN_NEWEST =
            Comparator.comparing(Result::matchClass).thenComparing(Result::number, Comparator.reverseOrder());

    /** One of these has to hold; each is a list of items that have to hold together. */
    private final List<List<Item>> alternatives = new ArrayList<>();

    private ModelSearch(String query) {
        alternatives.add(new ArrayList<>());
        Matcher matcher = ITEM.matcher(query);
        while (matcher.find()) {
            if (matcher.group().equals("OR")) {
                alternatives.add(new ArrayList<>());
            } else {
                alternatives.get(alternatives.size() - 1).add(item(matcher, matcher.end() == query.length()));
            }
        }
    }

    /** An image found. */
    record Result(String image, int number, MatchClass matchClass, List<String> matchedTerms) {}

    /** What a query has to find, in order. */
    static List<Result> find(Model model, String query) {
        ModelSearch search = new ModelSearch(query);
        return model.pictures().stream()
                .flatMap(picture -> search.result(picture, Sight.of(picture, model)).stream())
                .sorted(BEST_THEN_NEWEST)
                .toList();
    }

    private Optional<Result> result(Picture picture, Sight sight) {
        return Stream.of(MatchClass.values())
                .filter(matchClass -> alternatives.stream()
                        .anyMatch(items -> items.stream().allMatch(item -> item.holds(sight, matchClass))))
                .findFirst()
                .map(matchClass -> new Result(picture.id, picture.number, matchClass, matchedTerms(sight)));
    }

    private List<String> matchedTerms(Sight sight) {
        return alternatives.stream()
                .flatMap(List::stream)
                .filter(item -> !item.negative() && item.holds(sight, MatchClass.ANYWHERE))
                .map(Item::text)
                .distinct()
                .toList();
    }

    private static Item item(Matcher matcher, boolean last) {
        boolean negative = !matcher.group(1).isEmpty();
        String value = matcher.group(4).replace("\"", "");
        boolean quoted = matcher.group(4).startsWith("\"");
        BiPredicate<Sight, MatchClass> meaning =
                switch (String.valueOf(matcher.group(3))) {
                    case "tag" ->
                        (sight, where) -> sight.shows(where, seen -> seen.name().equals(value));
                    case "category" -> (sight, where) -> sight.shows(where, seen -> value.equals(seen.category()));
                    case "source" ->
                        (sight, where) -> sight.shows(
                                where,
                                seen -> value.equals("user") == seen.source().isPeople());
                    default -> text(value, last && !quoted && !negative);
                };
        return new Item(matcher.group(2), negative, meaning);
    }

    private static BiPredicate<Sight, MatchClass> text(String value, boolean unfinished) {
        if (value.endsWith("*")) {
            String beginning = value.substring(0, value.length() - 1);
            return (sight, where) -> sight.hasWord(where, word -> word.startsWith(beginning));
        }
        List<String> stems = stems(words(value));
        return (sight, where) ->
                sight.hasStems(where, stems) || (unfinished && sight.hasWord(where, word -> word.startsWith(value)));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^a-z0-9]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static List<String> stems(List<String> words) {
        return words.stream().map(Scene::stem).toList();
    }

    /** A term with what it means. */
    private record Item(String text, boolean negative, BiPredicate<Sight, MatchClass> meaning) {

        /** What is not wanted must be nowhere, however good a match is asked for. */
        boolean holds(Sight sight, MatchClass where) {
            return negative ? !meaning.test(sight, MatchClass.ANYWHERE) : meaning.test(sight, where);
        }
    }

    /** What the search sees of an image. */
    private record Sight(List<Seen> tags, List<String> filename) {

        static Sight of(Picture picture, Model model) {
            return new Sight(model.seen(picture, ConfidenceBand.MEDIUM), words(picture.filename));
        }

        boolean shows(MatchClass where, Predicate<Seen> what) {
            return in(where).anyMatch(what);
        }

        boolean hasWord(MatchClass where, Predicate<String> what) {
            return texts(where).flatMap(List::stream).anyMatch(what);
        }

        /** Whether these follow one another in a tag, or in the filename. */
        boolean hasStems(MatchClass where, List<String> stems) {
            return texts(where).anyMatch(words -> Collections.indexOfSubList(stems(words), stems) >= 0);
        }

        private Stream<List<String>> texts(MatchClass where) {
            Stream<List<String>> ofTags = in(where).map(seen -> words(seen.name()));
            return where == MatchClass.ANYWHERE ? Stream.concat(ofTags, Stream.of(filename)) : ofTags;
        }

        private Stream<Seen> in(MatchClass where) {
            return tags.stream().filter(seen -> where != MatchClass.SURE_TAGS || seen.band() == ConfidenceBand.HIGH);
        }
    }
}
