package dev.tagging.engine;

import dev.tagging.spi.AiTaggingProviderFactory;
import java.security.CodeSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says why a provider was not found and what to do about it. */
final class LookupMessages {

    private static final String MOCK = "mock";

    /** Providers this project publishes, and where they are. */
    private static final Map<String, String> ARTIFACTS = Stream.of(
                    "pixels", "djl", "moondream", "smolvlm", "google", "openai", "landinglens")
            .collect(Collectors.toUnmodifiableMap(name -> name, name -> "dev.tagging:tagging-provider-" + name));

    private LookupMessages() {}

    /** @param found names there are */
    static String notFound(String name, List<String> found) {
        String artifact = ARTIFACTS.get(name);
        if (name.equals(MOCK)) {
            return "the provider 'mock' is part of dev.tagging:tagging-core, but its entry in META-INF/services is not on"
                    + " the class path; whatever repackages the jars has to merge these files";
        }
        if (found.stream().allMatch(MOCK::equals)) {
            return "there is no AI tagging provider on the class path, and '" + name
                    + "' is asked for: add the dependency "
                    + (artifact != null ? artifact : "that brings it, such as " + ARTIFACTS.get("pixels"));
        }
        String sentence = "there is no AI tagging provider '" + name + "', there are " + found;
        return sentence + (artifact != null ? "; add the dependency " + artifact : meant(name, found));
    }

    static String twice(String name, List<AiTaggingProviderFactory> factories) {
        return "there are " + factories.size() + " AI tagging providers named '" + name + "': "
                + factories.stream().map(LookupMessages::whereabouts).collect(Collectors.joining(" and "))
                + "; remove one, or hand the wanted one to TaggingBuilder.provider";
    }

    private static String meant(String name, List<String> found) {
        TreeSet<String> known = new TreeSet<>(found);
        known.addAll(ARTIFACTS.keySet());
        Optional<String> closest = known.stream()
                .min(Comparator.comparingInt((String other) -> Resemblance.distance(name, other))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(other -> Resemblance.distance(name, other) <= Math.max(2, name.length() / 3));
        return closest.map(other -> "; did you mean '" + other + "'"
                        + (found.contains(other) ? "?" : ", which is in " + ARTIFACTS.get(other) + "?"))
                .orElse("; add the dependency that brings it");
    }

    private static String whereabouts(AiTaggingProviderFactory factory) {
        CodeSource source = factory.getClass().getProtectionDomain().getCodeSource();
        return factory.getClass().getName()
                + (source == null || source.getLocation() == null ? "" : " in " + source.getLocation());
    }
}
