package dev.tagging.examples.evaluate;

import dev.tagging.TagCategory;
import dev.tagging.TagName;
import dev.tagging.TaggingPolicy;
import dev.tagging.examples.evaluate.PhotoResult.JudgedTag;
import dev.tagging.examples.evaluate.Truth.Photo;
import dev.tagging.image.ImageContent;
import dev.tagging.image.UnreadableImageException;
import dev.tagging.spi.AiProviderException;
import dev.tagging.spi.AiTag;
import dev.tagging.spi.AnalysisContext;
import dev.tagging.spi.ImageAnalysis;
import dev.tagging.vocabulary.CategoryVocabulary;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Asks candidates about photos, with the rules that the library would apply to their answers. */
final class Examination {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Comparator<JudgedTag> BEST_FIRST = Comparator.comparing(
                    (JudgedTag tag) -> tag.confidence() == null ? -1 : tag.confidence())
            .reversed()
            .thenComparing(JudgedTag::name);

    private final Truth truth;
    private final Judge judge;
    private final TaggingPolicy policy;
    private final CategoryVocabulary vocabulary;
    private final Consumer<String> progress;

    Examination(
            Truth truth, Judge judge, TaggingPolicy policy, CategoryVocabulary vocabulary, Consumer<String> progress) {
        this.truth = truth;
        this.judge = judge;
        this.policy = policy;
        this.vocabulary = vocabulary;
        this.progress = progress;
    }

    /**
     * Asks a candidate about all photos, one after the other. The first is asked about twice, and only the second time counts:
     * the first loads models and warms the JVM up.
     */
    CandidateResult examine(Candidate candidate) throws CannotRunException {
        progress.accept(candidate.name() + ": getting ready");
        try (MemoryProbe memory = MemoryProbe.start()) {
            ask(candidate, truth.photos().get(0));
            List<PhotoResult> results = new ArrayList<>();
            for (Photo photo : truth.photos()) {
                results.add(ask(candidate, photo));
                progress.accept(candidate.name() + ": " + results.size() + " of "
                        + truth.photos().size());
            }
            return new CandidateResult(
                    candidate.name(), candidate.provider().info().model(), List.copyOf(results), memory.peakBytes());
        }
    }

    /**
     * What they say together as an ensemble of one pipeline: every tag once, with its highest confidence, and no more of them
     * than a pipeline may give; the time and money of all.
     */
    CandidateResult together(List<CandidateResult> members) {
        List<PhotoResult> results = new ArrayList<>();
        for (int i = 0; i < truth.photos().size(); i++) {
            int index = i;
            List<PhotoResult> answers =
                    members.stream().map(member -> member.photos().get(index)).toList();
            results.add(new PhotoResult(
                    truth.photos().get(i),
                    best(answers.stream().flatMap(answer -> answer.tags().stream()), policy.maxTagsPerPipeline()),
                    answers.stream().mapToDouble(PhotoResult::millis).sum(),
                    answers.stream().map(PhotoResult::cost).reduce(BigDecimal.ZERO, BigDecimal::add),
                    answers.stream()
                            .map(PhotoResult::error)
                            .flatMap(Optional::stream)
                            .findFirst()));
        }
        return new CandidateResult(
                String.join("+", members.stream().map(CandidateResult::name).toList()),
                String.join(", ", members.stream().map(CandidateResult::model).toList()),
                List.copyOf(results),
                members.stream().mapToLong(CandidateResult::peakBytes).max().orElse(0));
    }

    private PhotoResult ask(Candidate candidate, Photo photo) throws CannotRunException {
        ImageContent image = read(photo);
        long start = System.nanoTime();
        try {
            ImageAnalysis analysis = candidate.provider().analyzeImage(image, context());
            double millis = (System.nanoTime() - start) / 1e6;
            return new PhotoResult(
                    photo,
                    judge(analysis.tags(), photo, image),
                    millis,
                    analysis.usage().cost().max(candidate.provider().info().costPerImage()),
                    Optional.empty());
        } catch (AiProviderException.Misconfigured e) {
            throw new CannotRunException(candidate.name() + " cannot work: " + e.getMessage());
        } catch (AiProviderException e) {
            double millis = (System.nanoTime() - start) / 1e6;
            return new PhotoResult(
                    photo, List.of(), millis, BigDecimal.ZERO, Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private List<JudgedTag> judge(Collection<AiTag> tags, Photo photo, ImageContent image) {
        return best(
                tags.stream().flatMap(tag -> TagName.clean(tag.name()).stream().map(name -> {
                    TagCategory category = vocabulary
                            .categoryOf(name)
                            .orElse(tag.category() == null ? TagCategory.OBJECT : tag.category());
                    return new JudgedTag(
                            name,
                            category,
                            tag.confidence(),
                            policy.bandOf(tag.confidence()),
                            judge.verdict(name, category, photo, image));
                })),
                policy.maxTagsPerPipeline());
    }

    /** As the library keeps them: of several with one name the surest, and not too many. */
    private static List<JudgedTag> best(Stream<JudgedTag> tags, int limit) {
        Map<TagName, JudgedTag> byName = new HashMap<>();
        tags.sorted(BEST_FIRST).forEach(tag -> byName.putIfAbsent(tag.name(), tag));
        return byName.values().stream().sorted(BEST_FIRST).limit(limit).toList();
    }

    private static ImageContent read(Photo photo) throws CannotRunException {
        try {
            return ImageContent.of(Files.readAllBytes(photo.file()));
        } catch (IOException | UnreadableImageException e) {
            throw new CannotRunException("Cannot read " + photo.file() + ": " + e.getMessage());
        }
    }

    private AnalysisContext context() {
        Instant deadline = Instant.now().plus(LONGEST);
        int maxTags = policy.maxTagsPerPipeline();
        return new AnalysisContext() {
            @Override
            public Instant deadline() {
                return deadline;
            }

            @Override
            public boolean isCancelled() {
                return Thread.currentThread().isInterrupted();
            }

            @Override
            public int maxTags() {
                return maxTags;
            }

            @Override
            public Locale language() {
                return Locale.ENGLISH;
            }

            @Override
            public List<TagName> preferredTags() {
                return List.of();
            }
        };
    }
}
