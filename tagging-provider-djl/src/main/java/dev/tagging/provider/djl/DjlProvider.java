package dev.tagging.provider.djl;

import dev.tagging.image.ImageContent;
import dev.tagging.image.UnreadableImageException;
import dev.tagging.provider.djl.TagMerger.ModelScores;
import dev.tagging.provider.djl.runtime.RgbImage;
import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.AiProviderException.Rejected;
import dev.tagging.spi.AiProviderException.Transient;
import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.AnalysisContext;
import dev.tagging.spi.ImageAnalysis;
import dev.tagging.spi.ProviderInfo;
import dev.tagging.spi.ProviderInfo.ScoreKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks its models one after the other about the same decoded picture. They are loaded by the first analysis. */
final class DjlProvider implements AiTaggingProvider {

    /** How much larger than a model needs it a picture is decoded, so that the resampler has something to average. */
    private static final int OVERSAMPLING = 2;

    private final List<ModelDescriptor> descriptors;
    private final int threads;
    private final TagMerger merger;
    private final ProviderInfo info;

    private final Object loading = new Object();
    private volatile @Nullable List<ImageModel> models;
    private volatile boolean closed;

    DjlProvider(List<ModelDescriptor> descriptors, int threads, TagMerger merger) {
        this.descriptors = descriptors;
        this.threads = threads;
        this.merger = merger;
        this.info = ProviderInfo.local(
                DjlProviderFactory.NAME,
                descriptors.stream().map(ModelDescriptor::id).collect(Collectors.joining("+")),
                ScoreKind.MEASURED);
    }

    @Override
    public ImageAnalysis analyzeImage(ImageContent image, AnalysisContext context) {
        requireWanted(context);
        List<ImageModel> loaded = loaded();
        RgbImage picture = decode(image, loaded);
        List<ModelScores> answers = new ArrayList<>(loaded.size());
        for (ImageModel model : loaded) {
            requireWanted(context);
            answers.add(new ModelScores(model.descriptor(), model.score(picture)));
        }
        return ImageAnalysis.of(merger.merge(answers, context.maxTags()), info.model());
    }

    @Override
    public ProviderInfo info() {
        return info;
    }

    @Override
    public void close() {
        synchronized (loading) {
            closed = true;
            List<ImageModel> loaded = models;
            models = null;
            if (loaded != null) {
                loaded.forEach(ImageModel::close);
            }
        }
    }

    /** All or none; what failed is tried again by the next analysis, since somebody may have put the file right. */
    private List<ImageModel> loaded() {
        List<ImageModel> loaded = models;
        if (loaded != null) {
            return loaded;
        }
        synchronized (loading) {
            if (closed) {
                throw new Misconfigured("provider '" + DjlProviderFactory.NAME + "' is closed");
            }
            loaded = models;
            if (loaded == null) {
                loaded = load();
                models = loaded;
            }
            return loaded;
        }
    }

    private List<ImageModel> load() {
        List<ImageModel> loaded = new ArrayList<>(descriptors.size());
        try {
            for (ModelDescriptor descriptor : descriptors) {
                loaded.add(ImageModel.load(descriptor, threads));
            }
            return List.copyOf(loaded);
        } catch (RuntimeException e) {
            loaded.forEach(ImageModel::close);
            throw e;
        }
    }

    private static RgbImage decode(ImageContent image, List<ImageModel> models) {
        double longer = Math.max(image.width(), image.height());
        double aspectRatio = longer / Math.min(image.width(), image.height());
        int shorterEdge = models.stream()
                .mapToInt(model -> model.preprocessing().wantedShorterEdge(aspectRatio))
                .max()
                .orElseThrow();
        int maxEdge = (int) Math.min(longer, Math.ceil(OVERSAMPLING * shorterEdge * aspectRatio));
        try {
            return RgbImage.overWhite(image.decode(maxEdge));
        } catch (UnreadableImageException e) {
            throw new Rejected(e.getMessage(), e);
        }
    }

    private static void requireWanted(AnalysisContext context) {
        if (context.isCancelled()) {
            throw new Transient("the analysis was cancelled");
        }
        if (Instant.now().isAfter(context.deadline())) {
            throw new Transient("the analysis took too long");
        }
    }
}
