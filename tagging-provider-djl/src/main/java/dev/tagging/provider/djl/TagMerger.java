package dev.tagging.provider.djl;

import dev.tagging.provider.djl.LabelSet.TagScore;
import dev.tagging.spi.AiTag;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Puts the tags of several models together: calibrated, each name once with its highest confidence.
 *
 * @param minConfidence tags below are left out
 * @param rawScores whether models are believed instead of calibrated
 */
record TagMerger(double minConfidence, boolean rawScores) {

    private static final Comparator<AiTag> BEST_FIRST =
            Comparator.comparingDouble(TagMerger::confidence).reversed().thenComparing(AiTag::name);

    /** What one model says. */
    record ModelScores(ModelDescriptor model, List<TagScore> scores) {}

    /** At most {@code maxTags} tags, best first. */
    List<AiTag> merge(List<ModelScores> answers, int maxTags) {
        Map<String, AiTag> best = new HashMap<>();
        for (ModelScores answer : answers) {
            for (TagScore scored : answer.scores()) {
                AiTag tag = tag(answer.model(), scored);
                if (confidence(tag) >= minConfidence) {
                    best.merge(tag.name(), tag, (one, other) -> confidence(other) > confidence(one) ? other : one);
                }
            }
        }
        return best.values().stream().sorted(BEST_FIRST).limit(maxTags).toList();
    }

    private AiTag tag(ModelDescriptor model, TagScore scored) {
        double percent = rawScores ? 100 * scored.score() : model.percent(scored.tag(), scored.score());
        return new AiTag(scored.tag(), model.categoryOf(scored.tag()), percent);
    }

    private static double confidence(AiTag tag) {
        return Objects.requireNonNull(tag.confidence());
    }
}
