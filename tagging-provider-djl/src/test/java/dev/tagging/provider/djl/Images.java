package dev.tagging.provider.djl;

import dev.tagging.TagName;
import dev.tagging.image.ImageContent;
import dev.tagging.spi.AnalysisContext;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;

/** Pictures of one colour, and the circumstances to look at them. */
final class Images {

    private Images() {}

    static ImageContent plain(Color color) {
        return plain(color, 8, 8);
    }

    static ImageContent plain(Color color, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(color);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(image, "png", bytes);
            return ImageContent.of(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Wants up to 100 tags and has a minute. */
    static AnalysisContext patiently() {
        return context(100, Instant.now().plusSeconds(60), () -> false);
    }

    static AnalysisContext context(int maxTags, Instant deadline, BooleanSupplier cancelled) {
        return new AnalysisContext() {
            @Override
            public Instant deadline() {
                return deadline;
            }

            @Override
            public boolean isCancelled() {
                return cancelled.getAsBoolean();
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
