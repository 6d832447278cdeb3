package dev.tagging.provider.moondream;

import dev.tagging.image.ImageContent;
import dev.tagging.provider.moondream.vlm.Evidence;
import dev.tagging.provider.moondream.vlm.ListedItem;
import dev.tagging.provider.moondream.vlm.LookedAtImage;
import dev.tagging.spi.AnalysisContext;
import dev.tagging.spi.Usage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** Runs a model in this JVM: the image is looked at once, and asked about from there. */
final class LocalBackend implements Backend {

    private final LocalModel model;
    private final LocalOptions options;

    LocalBackend(LocalModel model, LocalOptions options) {
        this.model = model;
        this.options = options;
    }

    @Override
    public Answer analyze(ImageContent image, AnalysisContext context, TimeLimit limit) {
        try (LookedAtImage looked = model.await(limit).look(image, options.splitsImages(), limit)) {
            List<Named> named = new ArrayList<>();
            for (Question question : options.questions()) {
                for (ListedItem item : looked.list(question.text(), options.maxTokens())) {
                    named.add(new Named(item.text(), question, item.evidence()));
                }
            }
            named.sort(Comparator.comparing((Named n) -> n.evidence().mean()).reversed());
            List<Finding> findings = new ArrayList<>(named.size());
            for (Named thing : named) {
                findings.add(findings.size() < options.verifications() ? verify(thing, looked) : thing.unverified());
            }
            return new Answer(findings, Usage.NONE);
        }
    }

    @Override
    public void close() {
        model.close();
    }

    /** Both kinds of evidence count: naming it unasked, and confirming it. */
    private static Finding verify(Named thing, LookedAtImage looked) {
        OptionalDouble yes = looked.isTrue(thing.question().verification(thing.name()));
        if (yes.isEmpty()) {
            return thing.unverified();
        }
        double both = Math.sqrt(thing.evidence().mean() * yes.getAsDouble());
        return new Finding(thing.name(), thing.question().category(), percent(both), true);
    }

    private static double percent(double probability) {
        return Math.min(100, 100 * probability);
    }

    private record Named(String name, Question question, Evidence evidence) {
        Finding unverified() {
            return new Finding(name, question.category(), percent(evidence.mean()), false);
        }
    }
}
