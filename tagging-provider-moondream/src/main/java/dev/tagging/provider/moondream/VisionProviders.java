package dev.tagging.provider.moondream;

import dev.tagging.provider.moondream.Family.Place;
import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.ProviderInfo;
import dev.tagging.spi.ProviderInfo.Locality;
import dev.tagging.spi.ProviderInfo.ScoreKind;
import dev.tagging.spi.ProviderSettings;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes providers from settings. The default calibrations are guesses on the safe side, made before anybody could measure:
 * evidence of this kind is mostly fluency, so what was only said is never {@code HIGH}, and what was confirmed rarely.
 */
final class VisionProviders {

    private static final String CALIBRATION = "0:20, 20:45, 40:62, 60:74, 80:83, 100:88";
    private static final String VERIFIED_CALIBRATION = "0:10, 30:40, 50:60, 70:76, 90:90, 100:94";

    /** Station and Cloud say yes or no, nothing in between. */
    private static final String VERIFIED_YES_OR_NO = "0:30, 100:82";

    private static final String ALL_CATEGORIES = "object, scene, color, attribute";

    private VisionProviders() {}

    static AiTaggingProvider create(Family family, ProviderSettings settings) {
        String name = settings.text("backend").orElse("local").strip().toLowerCase(Locale.ROOT);
        Place place = Stream.of(Place.values())
                .filter(candidate -> candidate.label().equals(name) && family.runsAt(candidate))
                .findFirst()
                .orElseThrow(() -> new Misconfigured("setting '" + family.label() + ".backend' must be one of "
                        + family.places() + ", not '" + name + "'"));
        return switch (place) {
            case LOCAL -> local(family, settings);
            case STATION -> station(family, settings);
            case CLOUD -> cloud(family, settings);
            case OLLAMA -> ollama(family, settings);
        };
    }

    private static AiTaggingProvider local(Family family, ProviderSettings settings) {
        requireLibraries(family);
        LocalOptions options = new LocalOptions(
                questions(settings, ALL_CATEGORIES),
                settings.integer("max-tokens", 48, 1, 1_000),
                verifications(settings),
                settings.flag("image-splitting", false));
        Tags tags = tags(settings, VERIFIED_CALIBRATION);
        Duration timeLimit = settings.duration("time-limit", Duration.ofMinutes(2));
        int concurrent = settings.integer("max-concurrent-images", 1, 1, 1_000);
        LocalSettings local = LocalSettings.of(family, settings);
        settings.rejectUnknown();
        ProviderInfo info = ProviderInfo.local(family.label(), local.modelName(), ScoreKind.TOKEN_PROBABILITY);
        return new VisionProvider(info, new LocalBackend(local.model(), options), tags, timeLimit, concurrent);
    }

    private static AiTaggingProvider station(Family family, ProviderSettings settings) {
        URI url = RemoteSettings.url(settings, "http://localhost:2020/v1");
        Map<String, String> headers = RemoteSettings.key(settings, url)
                .map(key -> Map.of("X-Moondream-Auth", key))
                .orElse(Map.of());
        return moondream(
                family, settings, "moondream-station", new JsonService("Moondream Station", url, headers), url);
    }

    private static AiTaggingProvider cloud(Family family, ProviderSettings settings) {
        URI url = RemoteSettings.url(settings, "https://api.moondream.ai/v1");
        String key = RemoteSettings.key(settings, url).orElseGet(() -> settings.requiredText("api-key"));
        JsonService service = new JsonService("Moondream Cloud", url, Map.of("X-Moondream-Auth", key));
        return moondream(family, settings, "moondream-cloud", service, url);
    }

    private static AiTaggingProvider moondream(
            Family family, ProviderSettings settings, String model, JsonService service, URI url) {
        RemoteOptions options = remoteOptions(settings, Question.EVERYTHING, 0);
        Tags tags = tags(settings, VERIFIED_YES_OR_NO);
        // Its second opinion is a word of its own, not a measurement.
        ScoreKind score = options.verifications() > 0 ? ScoreKind.SELF_REPORTED : ScoreKind.NONE;
        return remote(family, settings, model, new MoondreamBackend(service, options), tags, score, url);
    }

    private static AiTaggingProvider ollama(Family family, ProviderSettings settings) {
        URI url = RemoteSettings.url(settings, "http://localhost:11434");
        String model = family == Family.MOONDREAM
                ? settings.text("model").orElse("moondream")
                : settings.requiredText("model");
        Map<String, String> headers = RemoteSettings.key(settings, url)
                .map(key -> Map.of("Authorization", "Bearer " + key))
                .orElse(Map.of());
        RemoteOptions options = remoteOptions(settings, ALL_CATEGORIES, 256);
        Tags tags = tags(settings, VERIFIED_CALIBRATION);
        OllamaBackend backend = new OllamaBackend(new JsonService("Ollama", url, headers), model, options);
        return remote(family, settings, "ollama:" + model, backend, tags, ScoreKind.TOKEN_PROBABILITY, url);
    }

    private static AiTaggingProvider remote(
            Family family,
            ProviderSettings settings,
            String model,
            Backend backend,
            Tags tags,
            ScoreKind score,
            URI url) {
        Duration timeLimit = settings.duration("time-limit", Duration.ofMinutes(1));
        int concurrent = settings.integer("max-concurrent-images", 2, 1, 1_000);
        BigDecimal cost = RemoteSettings.cost(settings);
        settings.rejectUnknown();
        Locality locality = RemoteSettings.isThisMachine(url) ? Locality.LOCAL : Locality.REMOTE;
        ProviderInfo info = new ProviderInfo(family.label(), model, locality, 1, cost, score);
        return new VisionProvider(info, backend, tags, timeLimit, concurrent);
    }

    /** @param maxTokens default of the setting; 0 where the service cannot be told */
    private static RemoteOptions remoteOptions(ProviderSettings settings, String questions, int maxTokens) {
        return new RemoteOptions(
                questions(settings, questions),
                maxTokens == 0 ? 0 : settings.integer("max-tokens", maxTokens, 1, 4_000),
                verifications(settings),
                settings.integer("max-edge", 768, 64, 4_096),
                RemoteSettings.cost(settings));
    }

    private static List<Question> questions(ProviderSettings settings, String fallback) {
        return Question.parse("questions", settings.text("questions").orElse(fallback));
    }

    private static int verifications(ProviderSettings settings) {
        return settings.integer("verification", 0, 0, 100);
    }

    private static Tags tags(ProviderSettings settings, String verifiedCalibration) {
        return new Tags(
                Calibration.of("calibration", settings.text("calibration").orElse(CALIBRATION)),
                Calibration.of(
                        "verified-calibration",
                        settings.text("verified-calibration").orElse(verifiedCalibration)));
    }

    /** Before any class is touched that needs them. */
    private static void requireLibraries(Family family) {
        missing("dev.tagging:tagging-provider-djl", "dev.tagging.provider.djl.runtime.OnnxRuntimes")
                .or(() -> missing("com.microsoft.onnxruntime:onnxruntime", "ai.onnxruntime.OrtEnvironment"))
                .or(() ->
                        missing("ai.djl.huggingface:tokenizers", "ai.djl.huggingface.tokenizers.HuggingFaceTokenizer"))
                .ifPresent(artifact -> {
                    throw new Misconfigured("provider '" + family.label() + "' runs its model in this JVM unless told"
                            + " otherwise, which needs the artifact " + artifact + ": add it, or set '" + family.label()
                            + ".backend' to one of " + family.places().replace("local, ", ""));
                });
    }

    private static Optional<String> missing(String artifact, String className) {
        try {
            Class.forName(className, false, VisionProviders.class.getClassLoader());
            return Optional.empty();
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.of(artifact);
        }
    }
}
