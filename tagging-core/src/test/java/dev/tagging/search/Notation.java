package dev.tagging.search;

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
import java.util.stream.Collectors;

/** Writes expressions down for people: {@code (and beach (not crowd) 'golden retriever' tag:sea sun* las~)}. */
final class Notation implements SearchExpression.Visitor<String> {

    static String of(SearchExpression expression) {
        return expression.accept(new Notation());
    }

    @Override
    public String everything(Everything everything) {
        return "everything";
    }

    @Override
    public String word(Word word) {
        return word.word();
    }

    @Override
    public String prefix(Prefix prefix) {
        return prefix.prefix() + "*";
    }

    @Override
    public String wordOrPrefix(WordOrPrefix word) {
        return word.word() + "~";
    }

    @Override
    public String phrase(Phrase phrase) {
        return "'" + String.join(" ", phrase.words()) + "'";
    }

    @Override
    public String tagged(Tagged tagged) {
        return "tag:" + tagged.name();
    }

    @Override
    public String inCategory(InCategory category) {
        return "category:" + category.category();
    }

    @Override
    public String fromSource(FromSource source) {
        return "source:" + source.source();
    }

    @Override
    public String and(And and) {
        return list("and", and.operands());
    }

    @Override
    public String or(Or or) {
        return list("or", or.operands());
    }

    @Override
    public String not(Not not) {
        return list("not", List.of(not.operand()));
    }

    private String list(String operator, List<SearchExpression> operands) {
        return operands.stream()
                .map(operand -> operand.accept(this))
                .collect(Collectors.joining(" ", "(" + operator + " ", ")"));
    }
}
