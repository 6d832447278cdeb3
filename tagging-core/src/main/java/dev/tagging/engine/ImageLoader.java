package dev.tagging.engine;

import dev.tagging.Image;
import dev.tagging.ImageSource;
import dev.tagging.ImageSource.ImageGoneException;
import dev.tagging.ImageSource.ImageRef;
import dev.tagging.ImageSource.Wanted;
import dev.tagging.image.ImageContent;
import dev.tagging.image.ImageLimits;
import dev.tagging.image.UnreadableImageException;
import dev.tagging.spi.AiProviderException.Rejected;
import dev.tagging.spi.AiProviderException.Transient;
import dev.tagging.spi.persistence.ImageStore.Owned;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Reads the bytes of images from where the host keeps them. */
final class ImageLoader {

    /** What no provider looks at any closer. */
    private static final Wanted ENOUGH = Wanted.rendition(2_048);

    private final ImageSource source;
    private final ImageLimits limits;

    ImageLoader(EngineSettings settings) {
        this.source = settings.images();
        this.limits = settings.imageLimits();
    }

    /**
     * Reads an image: as uploaded while its size is not known, because that is where it is learned from.
     *
     * @throws Rejected when there is no usable image, now or later
     * @throws Transient when reading failed
     */
    ImageContent load(Owned owned) {
        Image image = owned.image();
        Wanted wanted = image.width() == null || image.height() == null ? Wanted.ORIGINAL : ENOUGH;
        try (InputStream in = Objects.requireNonNull(
                source.open(new ImageRef(owned.tenant(), image.id(), image.filename()), wanted),
                "the ImageSource answered null")) {
            return ImageContent.read(in, limits);
        } catch (UnreadableImageException | ImageGoneException e) {
            throw new Rejected(SafeText.message(e), e);
        } catch (IOException e) {
            throw new Transient("the image could not be read: " + SafeText.message(e), e);
        }
    }
}
