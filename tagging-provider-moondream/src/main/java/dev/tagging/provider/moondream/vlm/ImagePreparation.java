package dev.tagging.provider.moondream.vlm;

import java.awt.image.BufferedImage;

/** What happens to an image before a network sees it. Networks notice when it is done otherwise than in their training. */
interface ImagePreparation {

    /**
     * Tiles of the size that the network wants.
     *
     * @param upright sRGB, with or without alpha
     * @param split whether to look closer, at parts of the image too; without effect on models that cannot
     */
    Tiles prepare(BufferedImage upright, boolean split);
}
