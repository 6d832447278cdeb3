package dev.tagging.engine;

import dev.tagging.TagCategory;
import dev.tagging.TagName;
import dev.tagging.engine.SelectedTag.Opinion;
import dev.tagging.image.ImageContent;
import dev.tagging.spi.ModerationVerdict;
import dev.tagging.spi.persistence.AssertionStore;
import dev.tagging.spi.persistence.AssertionStore.AiAssertion;
import dev.tagging.spi.persistence.AssertionStore.AiSource;
import dev.tagging.spi.persistence.ImageStore;
import dev.tagging.spi.persistence.ImageStore.Owned;
import dev.tagging.spi.persistence.TagStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes down what a pipeline says of an image. Runs inside a transaction that has locked the image. */
final class TagWriter {

    private static final Comparator<AiSource> SOURCE_ORDER =
            Comparator.comparing(AiSource::provider).thenComparing(AiSource::model);

    private final ImageStore images;
    private final TagStore tags;
    private final AssertionStore assertions;
    private final TagSelection selection;

    TagWriter(Kernel kernel) {
        this.images = kernel.database().images();
        this.tags = kernel.database().tags();
        this.assertions = kernel.database().assertions();
        this.selection =
                new TagSelection(kernel.settings().policy(), kernel.settings().vocabulary());
    }

    void write(int imageNumber, Owned owned, ImageContent content, String pipeline, List<Answer> answers) {
        List<SelectedTag> selected = selection.select(answers, assertions.shownWithout(imageNumber, pipeline));
        Map<AiSource, Integer> sources = sources(pipeline, selected);
        Map<TagName, Integer> numbers = numbers(owned.tenantNumber(), selected);
        List<AiAssertion> said = new ArrayList<>();
        for (SelectedTag tag : selected) {
            int number = Objects.requireNonNull(numbers.get(tag.name()));
            for (Opinion opinion : tag.opinions()) {
                int source = Objects.requireNonNull(sources.get(source(pipeline, opinion)));
                said.add(new AiAssertion(number, source, opinion.confidence(), opinion.band()));
            }
        }
        assertions.replace(imageNumber, pipeline, said);
        if (owned.image().width() == null || owned.image().height() == null) {
            images.resize(imageNumber, content.orientedWidth(), content.orientedHeight());
        }
    }

    /** The worst of what moderating providers said; null when none did. */
    static @Nullable String verdict(List<Answer> answers) {
        return answers.stream()
                .map(answer -> answer.analysis().verdict())
                .filter(Objects::nonNull)
                .map(ModerationVerdict::level)
                .max(Comparator.naturalOrder())
                .map(Enum::name)
                .orElse(null);
    }

    private Map<AiSource, Integer> sources(String pipeline, List<SelectedTag> selected) {
        Map<AiSource, Integer> sources = new TreeMap<>(SOURCE_ORDER);
        selected.forEach(tag -> tag.opinions().forEach(opinion -> sources.put(source(pipeline, opinion), 0)));
        sources.replaceAll((source, unknown) -> assertions.sourceNumber(source));
        return sources;
    }

    private Map<TagName, Integer> numbers(int tenant, List<SelectedTag> selected) {
        Map<TagName, Optional<TagCategory>> wanted = new HashMap<>();
        selected.forEach(tag -> wanted.put(tag.name(), Optional.of(tag.category())));
        return wanted.isEmpty() ? Map.of() : tags.getOrCreate(tenant, wanted);
    }

    private static AiSource source(String pipeline, Opinion opinion) {
        return new AiSource(pipeline, opinion.provider(), opinion.model());
    }
}
