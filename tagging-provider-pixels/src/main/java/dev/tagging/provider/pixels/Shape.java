package dev.tagging.provider.pixels;

import dev.tagging.TagCategory;
import dev.tagging.image.ImageContent;
import dev.tagging.spi.AiTag;
import java.util.ArrayList;
import java.util.List;

/** Portrait, landscape or square, and panorama: facts of the upright size, so they are certain. */
final class Shape {

    /** Sides that differ by less than 5 % look equal. */
    private static final double SQUARE = 1.05;

    /** The Advanced Photo System called its 3:1 prints panoramic; cinema's widest format is 2.76:1, screens end at 2.4:1. */
    private static final double PANORAMA = 2.5;

    private Shape() {}

    static List<AiTag> tags(ImageContent image) {
        int width = image.orientedWidth();
        int height = image.orientedHeight();
        double ratio = (double) Math.max(width, height) / Math.min(width, height);
        List<AiTag> tags = new ArrayList<>();
        String shape = ratio < SQUARE ? "square" : width > height ? "landscape" : "portrait";
        tags.add(AiTag.of(shape, TagCategory.ATTRIBUTE, 100));
        if (ratio >= PANORAMA && width > height) {
            tags.add(AiTag.of("panorama", TagCategory.ATTRIBUTE, 95));
        }
        return tags;
    }
}
