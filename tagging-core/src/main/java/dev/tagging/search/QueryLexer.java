package dev.tagging.search;

import dev.tagging.search.QueryToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Cuts a query, in which every white space is a space, into tokens. It refuses nothing: what is no operator is a word. */
final class QueryLexer {

    private static final Set<String> FIELDS = Set.of("tag", "category", "source");

    private final String text;
    private final List<QueryToken> tokens = new ArrayList<>();
    private int position;

    private QueryLexer(String text) {
        this.text = text;
    }

    static List<QueryToken> tokens(String text) {
        QueryLexer lexer = new QueryLexer(text);
        while (lexer.position < text.length()) {
            lexer.next();
        }
        return lexer.tokens;
    }

    private void next() {
        char c = text.charAt(position);
        if (c == ' ') {
            position++;
        } else if (c == '(') {
            add(Kind.OPEN, position + 1);
        } else if (c == ')') {
            add(Kind.CLOSE, position + 1);
        } else if (c == '|') {
            add(Kind.OR, position + 1);
        } else if (isQuote(c)) {
            phrase();
        } else if (isNegation()) {
            add(Kind.NOT, position + 1);
        } else {
            word();
        }
    }

    private void phrase() {
        int end = position + 1;
        while (end < text.length() && !isQuote(text.charAt(end))) {
            end++;
        }
        tokens.add(new QueryToken(
                Kind.PHRASE, text.substring(position + 1, end), position, Math.min(end + 1, text.length())));
        position = end + 1;
    }

    private void word() {
        int end = position;
        int colon = -1;
        while (end < text.length() && !isDelimiter(text.charAt(end))) {
            if (colon == -1 && text.charAt(end) == ':') {
                colon = end;
            }
            end++;
        }
        String word = text.substring(position, end);
        if (isValue()) {
            add(Kind.WORD, end);
        } else if (colon != -1
                && FIELDS.contains(text.substring(position, colon).toLowerCase(Locale.ROOT))) {
            add(Kind.FIELD, colon + 1);
        } else if (word.equals("OR")) {
            add(Kind.OR, end);
        } else if (word.equals("AND")) {
            position = end;
        } else {
            add(Kind.WORD, end);
        }
    }

    private void add(Kind kind, int end) {
        tokens.add(new QueryToken(kind, text.substring(position, end), position, end));
        position = end;
    }

    /** Whether the value of a field begins here, where nothing is an operator but quotes. */
    private boolean isValue() {
        if (tokens.isEmpty()) {
            return false;
        }
        QueryToken last = tokens.get(tokens.size() - 1);
        return last.kind() == Kind.FIELD && last.end() == position;
    }

    /** A single minus, in front of something and not behind something: neither {@code a-b}, {@code a - b} nor {@code --a}. */
    private boolean isNegation() {
        if (text.charAt(position) != '-' || position + 1 == text.length()) {
            return false;
        }
        char next = text.charAt(position + 1);
        char previous = position == 0 ? ' ' : text.charAt(position - 1);
        return (previous == ' ' || previous == '(' || previous == '|')
                && !(next == ' ' || next == '-' || next == ')' || next == '|');
    }

    private static boolean isDelimiter(char c) {
        return c == ' ' || isQuote(c) || c == '(' || c == ')' || c == '|';
    }

    /** Straight quotes, and those that phones and word processors make of them. */
    private static boolean isQuote(char c) {
        return c == '"' || c == '\u201C' || c == '\u201D' || c == '\u201E' || c == '\u00AB' || c == '\u00BB';
    }
}
