package dev.tagging.provider.moondream;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The providers of this module: the same machinery under two names, which differ in what they do unless told otherwise. */
enum Family {
    MOONDREAM("moondream", "moondream2"),
    SMOLVLM("smolvlm", "smolvlm-500m");

    private final String label;
    private final String defaultModel;

    Family(String label, String defaultModel) {
        this.label = label;
        this.defaultModel = defaultModel;
    }

    /** The provider's name. */
    String label() {
        return label;
    }

    /** The name of the model that runs in this JVM when none is named. */
    String defaultModel() {
        return defaultModel;
    }

    boolean runsAt(Place place) {
        return switch (place) {
            case LOCAL, OLLAMA -> true;
            case STATION, CLOUD -> this == MOONDREAM;
        };
    }

    /** Where it runs, for messages. */
    String places() {
        return Stream.of(Place.values()).filter(this::runsAt).map(Place::label).collect(Collectors.joining(", "));
    }

    /** Where a model can run. */
    enum Place {
        LOCAL,
        STATION,
        CLOUD,
        OLLAMA;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
