package dev.tagging.engine;

import dev.tagging.spi.persistence.SearchIndex;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answers what it was told to, and remembers what it was asked. */
final class ScriptedSearch implements SearchIndex {

    private Found answer = new Found(List.of(), false, 0, true);
    private @Nullable Criteria asked;

    void answer(Found found) {
        answer = found;
    }

    Criteria asked() {
        return Objects.requireNonNull(asked);
    }

    @Override
    public Found search(Criteria criteria) {
        asked = criteria;
        return answer;
    }
}
