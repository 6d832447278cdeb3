package dev.tagging.provider.pixels;

import dev.tagging.TagCategory;
import dev.tagging.image.ImageContent;
import dev.tagging.image.UnreadableImageException;
import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.AiProviderException.Rejected;
import dev.tagging.spi.AiProviderException.Transient;
import dev.tagging.spi.AiTag;
import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.AnalysisContext;
import dev.tagging.spi.ImageAnalysis;
import dev.tagging.spi.ProviderInfo;
import dev.tagging.spi.ProviderInfo.ScoreKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

final class PixelsProvider implements AiTaggingProvider {

    /** Changes whenever the same picture may get other tags. */
    private static final String MODEL = "pixels-1";

    /** Longest edge on which light and sharpness are measured. */
    private static final int WORKING_EDGE = 320;

    /** Colours are measured on pixels of twice the size, as they were when the weights were fitted. */
    private static final int COLOR_REDUCTION = 2;

    /** Below this nobody needs to know, and the policy drops them anyway. */
    private static final double LEAST_CONFIDENCE = 50;

    private static final double TRANSPARENT_SHARE = 0.01;

    private final ColorTagger colors;
    private volatile boolean closed;

    PixelsProvider(int maxColors) {
        this.colors = new ColorTagger(maxColors);
    }

    @Override
    public ImageAnalysis analyzeImage(ImageContent image, AnalysisContext context) {
        if (closed) {
            throw new Misconfigured("provider 'pixels' is closed");
        }
        if (context.isCancelled()) {
            throw new Transient("cancelled before the analysis began");
        }
        Picture picture = picture(image);
        List<AiTag> tags = new ArrayList<>(colors.tags(picture.reduced(COLOR_REDUCTION)));
        tags.addAll(Shape.tags(image));
        tags.addAll(Impression.of(picture).tags());
        if (picture.opaqueShare() < 1 - TRANSPARENT_SHARE) {
            tags.add(AiTag.of("transparent", TagCategory.ATTRIBUTE, 99));
        }
        return ImageAnalysis.of(best(tags, context.maxTags()), MODEL);
    }

    @Override
    public ProviderInfo info() {
        return ProviderInfo.local(PixelsProviderFactory.NAME, MODEL, ScoreKind.MEASURED);
    }

    @Override
    public void close() {
        closed = true;
    }

    /** The picture as colours are measured on it. */
    static Picture colorPicture(ImageContent image) {
        return picture(image).reduced(COLOR_REDUCTION);
    }

    static Picture picture(ImageContent image) {
        try {
            return Picture.of(image.decode(WORKING_EDGE));
        } catch (UnreadableImageException e) {
            throw new Rejected(e.getMessage(), e);
        }
    }

    private static List<AiTag> best(List<AiTag> tags, int maxTags) {
        return tags.stream()
                .filter(tag -> tag.confidence() != null && tag.confidence() >= LEAST_CONFIDENCE)
                .sorted(Comparator.comparing(AiTag::confidence, Comparator.nullsLast(Comparator.reverseOrder())))
                .limit(maxTags)
                .toList();
    }
}
