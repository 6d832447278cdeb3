package dev.tagging.provider.moondream;

import dev.tagging.TagName;
import dev.tagging.spi.AiTag;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes tags of findings. */
final class Tags {

    private static final Comparator<AiTag> SUREST_FIRST =
            Comparator.comparing(AiTag::confidence, Comparator.nullsLast(Comparator.reverseOrder()));

    private final Calibration unverified;
    private final Calibration verified;

    /**
     * @param unverified for what a model just said
     * @param verified for what it was asked back about
     */
    Tags(Calibration unverified, Calibration verified) {
        this.unverified = unverified;
        this.verified = verified;
    }

    /** At most {@code max} tags, the surest first; of one name the surest. */
    List<AiTag> of(List<Finding> findings, int max) {
        Map<TagName, AiTag> tags = new LinkedHashMap<>();
        for (Finding finding : findings) {
            for (String name : TagWords.of(finding.name())) {
                TagName.clean(name).ifPresent(key -> tags.merge(key, tag(name, finding), Tags::surer));
            }
        }
        return tags.values().stream().sorted(SUREST_FIRST).limit(max).toList();
    }

    private AiTag tag(String name, Finding finding) {
        Double evidence = finding.evidence();
        Double confidence = evidence == null
                ? null
                : Double.valueOf((finding.isVerified() ? verified : unverified).confidence(evidence));
        return new AiTag(name, finding.category(), confidence);
    }

    private static AiTag surer(AiTag first, AiTag second) {
        return SUREST_FIRST.compare(first, second) <= 0 ? first : second;
    }
}
