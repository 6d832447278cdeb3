package dev.tagging.examples.quickstart;

import dev.tagging.Tag;
import dev.tagging.TagService;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.impl.CompletionMatcherImpl;

/** Completes tags within a query, most used first, and the commands at its beginning. */
final class TagCompleter implements Completer {

    private static final int MOST = 20;

    private final TagService tags;

    /**
     * Takes what the completer gives: the library knows what begins as typed, and a name in quotes does not begin with the
     * letters that were typed.
     */
    static final class Matcher extends CompletionMatcherImpl {
        @Override
        public List<Candidate> matches(List<Candidate> candidates) {
            return candidates;
        }
    }

    TagCompleter(TagService tags) {
        this.tags = tags;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (!(line instanceof QueryLine query)) {
            return;
        }
        int sort = 0;
        for (Tag tag : tags.suggest(query.prefix(), MOST)) {
            if (tag.usageCount() == 0) {
                continue;
            }
            String name = tag.name().value();
            String word = query.lead() + (name.indexOf(' ') < 0 ? name : '"' + name + '"');
            String count = Words.count(tag.usageCount(), "photo");
            candidates.add(new Candidate(word, name, null, count, null, null, true, sort++));
        }
        if (query.wordIndex() == 0 && query.lead().isEmpty()) {
            for (SearchShell.Command command : SearchShell.Command.values()) {
                if (!query.word().isEmpty() && command.word().startsWith(query.word())) {
                    candidates.add(new Candidate(
                            command.word(), command.word(), null, command.help(), null, null, true, sort++));
                }
            }
        }
    }
}
