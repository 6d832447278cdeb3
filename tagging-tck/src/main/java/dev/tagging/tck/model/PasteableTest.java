package dev.tagging.tck.model;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes a sequence as the test that repeats it, to be pasted into a class that implements {@link ModelContract}. */
final class PasteableTest {

    private PasteableTest() {}

    static String of(List<Step> steps) {
        return """
                // import %s;
                // import %s.*;
                // import java.util.List;
                // import org.junit.jupiter.api.Test;

                @Test
                void databaseAndModelAgree(Replay replay) {
                    replay.run(
                %s);
                }
                """
                .formatted(
                        Replay.class.getName(),
                        Step.class.getName(),
                        steps.stream()
                                .map(step -> "            " + literal(step))
                                .collect(Collectors.joining(",\n")));
    }

    private static String literal(@Nullable Object value) {
        if (value instanceof Record step) {
            return Stream.of(step.getClass().getRecordComponents())
                    .map(component -> literal(read(step, component)))
                    .collect(Collectors.joining(", ", "new " + step.getClass().getSimpleName() + "(", ")"));
        }
        if (value instanceof Collection<?> values) {
            return values.stream().map(PasteableTest::literal).collect(Collectors.joining(", ", "List.of(", ")"));
        }
        return value instanceof String text ? quoted(text) : String.valueOf(value);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static @Nullable Object read(Record step, RecordComponent component) {
        try {
            return component.getAccessor().invoke(step);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
