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
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** The least an index has to find: the indexed words of one untagged image's filename, matched literally. */
final class FilenameModel implements SearchExpression.Visitor<Boolean> {

    private final List<List<String>> lines;

    FilenameModel(String filename) {
        lines = SearchWords.ofFilename(filename)
                .lines()
                .map(line -> Arrays.asList(line.split(" ", -1)))
                .toList();
    }

    boolean isFoundBy(SearchExpression expression) {
        return expression.accept(this);
    }

    @Override
    public Boolean everything(Everything everything) {
        return true;
    }

    @Override
    public Boolean word(Word word) {
        return hasWord(word.word()::equals);
    }

    @Override
    public Boolean prefix(Prefix prefix) {
        return hasWord(word -> word.startsWith(prefix.prefix()));
    }

    @Override
    public Boolean wordOrPrefix(WordOrPrefix unfinished) {
        return hasWord(word -> word.startsWith(unfinished.word()));
    }

    @Override
    public Boolean phrase(Phrase phrase) {
        return lines.stream().anyMatch(line -> Collections.indexOfSubList(line, phrase.words()) != -1);
    }

    @Override
    public Boolean tagged(Tagged tagged) {
        return false;
    }

    @Override
    public Boolean inCategory(InCategory category) {
        return false;
    }

    @Override
    public Boolean fromSource(FromSource source) {
        return false;
    }

    @Override
    public Boolean and(And and) {
        return and.operands().stream().allMatch(this::isFoundBy);
    }

    @Override
    public Boolean or(Or or) {
        return or.operands().stream().anyMatch(this::isFoundBy);
    }

    @Override
    public Boolean not(Not not) {
        return !isFoundBy(not.operand());
    }

    private boolean hasWord(Predicate<String> isWanted) {
        return lines.stream().flatMap(List::stream).anyMatch(isWanted);
    }
}
