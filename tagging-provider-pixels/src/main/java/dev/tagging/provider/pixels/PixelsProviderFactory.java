package dev.tagging.provider.pixels;

import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.AiTaggingProviderFactory;
import dev.tagging.spi.ProviderSettings;

/**
 * Makes the provider {@code pixels}: dominant colours, {@code colorful} or {@code monochrome}, {@code dark},
 * {@code bright}, {@code high contrast}, {@code blurry}, {@code sharp}, {@code transparent}, and the shape of the picture.
 * Needs no model, no network and a few milliseconds a photo on top of decoding it.
 *
 * <p>Settings: {@code max-colors}, how many colours a picture gets at most (0 to 12, default 4).
 */
public final class PixelsProviderFactory implements AiTaggingProviderFactory {

    static final String NAME = "pixels";

    static final int DEFAULT_MAX_COLORS = 4;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public AiTaggingProvider create(ProviderSettings settings) {
        int maxColors = settings.integer("max-colors", DEFAULT_MAX_COLORS, 0, ColorName.BASIC.size());
        settings.rejectUnknown();
        return new PixelsProvider(maxColors);
    }
}
