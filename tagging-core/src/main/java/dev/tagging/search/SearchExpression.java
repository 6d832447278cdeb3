package dev.tagging.search;

import dev.tagging.TagCategory;
import dev.tagging.TagName;
import dev.tagging.TagSource;
import java.util.List;

/**
 * What a query asks for. Words are those of {@link SearchWords}: lower case, NFC, letters, digits and their marks only;
 * the constructors refuse anything else. Every word is looked for in the tags people see and in the filename.
 */
public sealed interface SearchExpression {

    /** Calls the method of {@code visitor} that belongs to this kind of expression. */
    <R> R accept(Visitor<R> visitor);

    /** Any image at all. */
    record Everything() implements SearchExpression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.everything(this);
        }
    }

    /** The word in any of its forms: {@code beach} finds beaches. */
    record Word(String word) implements SearchExpression {
        public Word {
            SearchWords.requireWord(word);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.word(this);
        }
    }

    /** Any word that begins with these letters, exactly as they stand. */
    record Prefix(String prefix) implements SearchExpression {
        public Prefix {
            SearchWords.requireWord(prefix);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.prefix(this);
        }
    }

    /** A word its writer may not have finished: what {@link Word} finds and what {@link Prefix} finds. */
    record WordOrPrefix(String word) implements SearchExpression {
        public WordOrPrefix {
            SearchWords.requireWord(word);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.wordOrPrefix(this);
        }
    }

    /** Words side by side and in this order, within one tag or one line of a filename's words. */
    record Phrase(List<String> words) implements SearchExpression {
        public Phrase {
            words = atLeastTwo(words, "words");
            words.forEach(SearchWords::requireWord);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.phrase(this);
        }
    }

    /** Exactly this tag, shown on the image. */
    record Tagged(TagName name) implements SearchExpression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.tagged(this);
        }
    }

    /** Any shown tag of this category. */
    record InCategory(TagCategory category) implements SearchExpression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.inCategory(this);
        }
    }

    /** Any shown tag of this source. */
    record FromSource(TagSource source) implements SearchExpression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.fromSource(this);
        }
    }

    /** All of two or more. */
    record And(List<SearchExpression> operands) implements SearchExpression {
        public And {
            operands = atLeastTwo(operands, "operands");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.and(this);
        }
    }

    /** At least one of two or more. */
    record Or(List<SearchExpression> operands) implements SearchExpression {
        public Or {
            operands = atLeastTwo(operands, "operands");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.or(this);
        }
    }

    /** Every image the operand does not find. */
    record Not(SearchExpression operand) implements SearchExpression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.not(this);
        }
    }

    /** One method for each kind of expression; visitors call {@link #accept} on the operands themselves. */
    interface Visitor<R> {
        R everything(Everything everything);

        R word(Word word);

        R prefix(Prefix prefix);

        R wordOrPrefix(WordOrPrefix word);

        R phrase(Phrase phrase);

        R tagged(Tagged tagged);

        R inCategory(InCategory category);

        R fromSource(FromSource source);

        R and(And and);

        R or(Or or);

        R not(Not not);
    }

    private static <T> List<T> atLeastTwo(List<T> items, String what) {
        if (items.size() < 2) {
            throw new IllegalArgumentException("needs two or more " + what + ", not " + items);
        }
        return List.copyOf(items);
    }
}
