package dev.tagging.fuzz;

import dev.tagging.search.SearchExpression;
import dev.tagging.search.SearchExpression.And;
import dev.tagging.search.SearchExpression.Everything;
import dev.tagging.search.SearchExpression.FromSource;
import dev.tagging.search.SearchExpression.InCategory;
import dev.tagging.search.SearchExpression.Not;
import dev.tagging.search.SearchExpression.Or;
import dev.tagging.search.SearchExpression.Phrase;
import dev.tagging.search.SearchExpression.Prefix;
import dev.tagging.search.SearchExpression.Tagged;
import dev.tagging.search.SearchExpression.Word;
import dev.tagging.search.SearchExpression.WordOrPrefix;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes expressions in the language of queries, in one way: every word in quotes but those that are beginnings. */
final class QueryText implements SearchExpression.Visitor<String> {

    private QueryText() {}

    /** The query that means this. What may be unfinished has to stand last, so groups that end there are left open. */
    static String of(SearchExpression expression) {
        String text = expression.accept(new QueryText());
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ')') {
            end--;
        }
        return text.substring(0, end);
    }

    /** How many words, fields and phrases there are. */
    static int leavesOf(SearchExpression expression) {
        List<SearchExpression> operands = operandsOf(expression);
        return operands.isEmpty()
                ? 1
                : operands.stream().mapToInt(QueryText::leavesOf).sum();
    }

    /** The longest way from the expression to a leaf, both counted. */
    static int heightOf(SearchExpression expression) {
        return 1
                + operandsOf(expression).stream()
                        .mapToInt(QueryText::heightOf)
                        .max()
                        .orElse(0);
    }

    private static List<SearchExpression> operandsOf(SearchExpression expression) {
        if (expression instanceof And and) {
            return and.operands();
        }
        if (expression instanceof Or or) {
            return or.operands();
        }
        return expression instanceof Not not ? List.of(not.operand()) : List.of();
    }

    @Override
    public String everything(Everything everything) {
        return "";
    }

    @Override
    public String word(Word word) {
        return quoted(word.word());
    }

    @Override
    public String prefix(Prefix prefix) {
        return prefix.prefix() + "*";
    }

    @Override
    public String wordOrPrefix(WordOrPrefix word) {
        return word.word();
    }

    @Override
    public String phrase(Phrase phrase) {
        return quoted(String.join(" ", phrase.words()));
    }

    @Override
    public String tagged(Tagged tagged) {
        return "tag:" + quoted(tagged.name().value());
    }

    @Override
    public String inCategory(InCategory category) {
        return "category:" + quoted(category.category().value());
    }

    @Override
    public String fromSource(FromSource source) {
        return "source:" + source.source().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String and(And and) {
        return and.operands().stream().map(this::grouped).collect(Collectors.joining(" "));
    }

    @Override
    public String or(Or or) {
        return or.operands().stream()
                .map(operand -> operand instanceof Or ? grouped(operand) : operand.accept(this))
                .collect(Collectors.joining(" | "));
    }

    /** Two minuses in a row are punctuation. */
    @Override
    public String not(Not not) {
        return "-" + (not.operand() instanceof Not operand ? "(" + not(operand) + ")" : grouped(not.operand()));
    }

    private String grouped(SearchExpression operand) {
        String text = operand.accept(this);
        return operand instanceof And || operand instanceof Or ? "(" + text + ")" : text;
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
