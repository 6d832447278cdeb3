package dev.tagging.provider.pixels;

import dev.tagging.TagCategory;
import dev.tagging.spi.AiTag;

/** Makes tags for what is no colour. */
final class Tags {

    private Tags() {}

    static AiTag attribute(String name, double confidence) {
        return AiTag.of(name, TagCategory.ATTRIBUTE, confidence);
    }
}
