package dev.tagging;

/** An image that was never registered, or has been removed, in this tenant. */
public final class UnknownImageException extends TaggingException {

    private static final long serialVersionUID = 1L;

    private final ImageId image;

    public UnknownImageException(ImageId image) {
        super("no image '" + image + "' is registered; register it with ImageCatalog.register first");
        this.image = image;
    }

    public ImageId image() {
        return image;
    }
}
