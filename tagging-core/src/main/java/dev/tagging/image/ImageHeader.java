package dev.tagging.image;

import java.util.List;

/**
 * What a file says about itself, read without decoding anything.
 *
 * @param width as stored
 * @param height as stored
 * @param picture the parts of the file a decoder needs, in order, without metadata that might be hostile
 */
record ImageHeader(
        ImageFormat format,
        int width,
        int height,
        Channels channels,
        Orientation orientation,
        Completeness completeness,
        List<Bytes> picture) {

    /** Whether the picture's data is all there, as far as the structure of the file tells. */
    enum Completeness {
        COMPLETE,
        /** The end mark is missing, the data before it may be all there: only the decoder can tell. */
        UNKNOWN,
        TRUNCATED
    }

    /** What the samples of a pixel mean, as far as a decoder may need to be told. */
    enum Channels {
        ORDINARY,
        CMYK,
        /** CMYK whose samples say how much paper is left, not how much ink there is. */
        INVERTED_CMYK,
        /** The same with cyan, magenta and yellow as luminance and chrominance. */
        INVERTED_YCCK
    }

    ImageHeader {
        picture = List.copyOf(picture);
        if (width < 1 || height < 1) {
            throw UnreadableImageException.corrupt(
                    "corrupt: the header claims %d x %d pixels".formatted(width, height));
        }
    }

    /** A header whose file goes to the decoder as a whole. */
    static ImageHeader of(
            ImageFormat format, int width, int height, Orientation orientation, Completeness completeness, Bytes file) {
        return new ImageHeader(format, width, height, Channels.ORDINARY, orientation, completeness, List.of(file));
    }

    static Completeness completeWhen(boolean complete) {
        return complete ? Completeness.COMPLETE : Completeness.TRUNCATED;
    }
}
