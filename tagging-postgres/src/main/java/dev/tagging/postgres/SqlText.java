package dev.tagging.postgres;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A statement in the making: text, and the values of its {@code ?} in their order. */
final class SqlText {

    private final StringBuilder text = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    SqlText add(String more) {
        text.append(more);
        return this;
    }

    SqlText add(SqlText more) {
        text.append(more.text);
        values.addAll(more.values);
        return this;
    }

    SqlText add(String separator, List<SqlText> parts) {
        for (Iterator<SqlText> rest = parts.iterator(); rest.hasNext(); ) {
            add(rest.next());
            if (rest.hasNext()) {
                add(separator);
            }
        }
        return this;
    }

    SqlText bind(Object value) {
        values.add(value);
        return this;
    }

    SqlText bindAll(List<?> more) {
        values.addAll(more);
        return this;
    }

    List<Object> values() {
        return List.copyOf(values);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
