package dev.tagging.engine;

import dev.tagging.SearchRequest;
import dev.tagging.TagName;
import dev.tagging.search.SearchExpression;
import dev.tagging.search.SearchExpression.And;
import dev.tagging.search.SearchExpression.Everything;
import dev.tagging.search.SearchExpression.FromSource;
import dev.tagging.search.SearchExpression.InCategory;
import dev.tagging.search.SearchExpression.Not;
import dev.tagging.search.SearchExpression.Or;
import dev.tagging.search.SearchExpression.Tagged;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Puts the conditions on tags that a request has beside its text into the expression. */
final class Conditions {
    private Conditions() {}

    static SearchExpression of(SearchExpression text, SearchRequest request) {
        List<SearchExpression> all = new ArrayList<>();
        all.add(text);
        request.allTags().forEach(tag -> all.add(new Tagged(tag)));
        if (!request.anyTags().isEmpty()) {
            all.add(joined(tagged(request.anyTags()), Or::new));
        }
        request.noTags().forEach(tag -> all.add(new Not(new Tagged(tag))));
        request.category().ifPresent(category -> all.add(new InCategory(category)));
        request.source().ifPresent(source -> all.add(new FromSource(source)));
        if (all.size() > 1) {
            all.removeIf(Everything.class::isInstance);
        }
        return joined(all, And::new);
    }

    private static List<SearchExpression> tagged(List<TagName> tags) {
        return tags.stream().<SearchExpression>map(Tagged::new).toList();
    }

    private static SearchExpression joined(
            List<SearchExpression> operands, Function<List<SearchExpression>, SearchExpression> several) {
        List<SearchExpression> distinct = operands.stream().distinct().toList();
        return distinct.size() == 1 ? distinct.get(0) : several.apply(distinct);
    }
}
