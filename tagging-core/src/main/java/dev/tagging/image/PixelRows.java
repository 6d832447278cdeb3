package dev.tagging.image;

import dev.tagging.image.ImageHeader.Channels;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** A decoded image row by row, as non-premultiplied sRGB with alpha, 8 bits each. */
abstract class PixelRows {

    private final int width;
    private final int height;
    private final boolean hasAlpha;

    private PixelRows(int width, int height, boolean hasAlpha) {
        this.width = width;
        this.height = height;
        this.hasAlpha = hasAlpha;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    boolean hasAlpha() {
        return hasAlpha;
    }

    /** Writes row {@code y} to the beginning of {@code argb}. Rows are asked for from top to bottom. */
    abstract void read(int y, int[] argb);

    static PixelRows of(BufferedImage image) {
        ColorModel model = image.getColorModel();
        if (image.getType() == BufferedImage.TYPE_3BYTE_BGR
                && model.getColorSpace().isCS_sRGB()) {
            return new Bgr(image);
        }
        if (model instanceof IndexColorModel palette) {
            return new Palette(image, palette);
        }
        boolean isWhole =
                switch (image.getRaster().getTransferType()) {
                    case DataBuffer.TYPE_BYTE, DataBuffer.TYPE_USHORT -> true;
                    default -> false;
                };
        if (model instanceof ComponentColorModel && isWhole && !model.isAlphaPremultiplied()) {
            if (model.getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
                return new Samples(image, false);
            }
            if (model.getColorSpace().isCS_sRGB()) {
                return new Samples(image, true);
            }
        }
        return model.getColorSpace().isCS_sRGB() ? new Plain(image) : new Converted(image);
    }

    /**
     * Four channels of a JPEG as they are stored. Without a profile of the inks at hand this is the usual approximation:
     * every ink takes away its complement, black takes away from all.
     */
    static PixelRows ofCmyk(Raster raster, Channels channels) {
        return new Cmyk(raster, channels);
    }

    private static int gray(int value) {
        return 0xFF000000 | value * 0x010101;
    }

    /** What nearly every JPEG decodes to. */
    private static final class Bgr extends PixelRows {
        private final byte[] data;
        private final int offset;
        private final int stride;

        Bgr(BufferedImage image) {
            super(image.getWidth(), image.getHeight(), false);
            WritableRaster raster = image.getRaster();
            var model = (ComponentSampleModel) raster.getSampleModel();
            this.data = ((DataBufferByte) raster.getDataBuffer()).getData();
            this.stride = model.getScanlineStride();
            this.offset = raster.getDataBuffer().getOffset()
                    - raster.getSampleModelTranslateY() * stride
                    - raster.getSampleModelTranslateX() * 3;
        }

        @Override
        void read(int y, int[] argb) {
            for (int x = 0, i = offset + y * stride; x < width(); x++, i += 3) {
                argb[x] = 0xFF000000 | (data[i + 2] & 0xFF) << 16 | (data[i + 1] & 0xFF) << 8 | (data[i] & 0xFF);
            }
        }
    }

    private static final class Palette extends PixelRows {
        private final Raster raster;
        private final int[] colors;
        private final int[] indexes;

        Palette(BufferedImage image, IndexColorModel palette) {
            super(image.getWidth(), image.getHeight(), palette.hasAlpha());
            this.raster = image.getRaster();
            this.colors = new int[palette.getMapSize()];
            this.indexes = new int[image.getWidth()];
            palette.getRGBs(colors);
        }

        @Override
        void read(int y, int[] argb) {
            raster.getSamples(0, y, width(), 1, 0, indexes);
            for (int x = 0; x < width(); x++) {
                argb[x] = indexes[x] < colors.length ? colors[indexes[x]] : 0xFF000000;
            }
        }
    }

    /**
     * Grey or sRGB samples with or without alpha. Grey is taken as it is stored: Java calls such images linear, files mean
     * the curve of sRGB.
     */
    private static final class Samples extends PixelRows {
        private final Raster raster;
        private final boolean isColor;
        private final int bands;
        private final int[] scale;
        private final int[] samples;

        Samples(BufferedImage image, boolean isColor) {
            super(image.getWidth(), image.getHeight(), image.getColorModel().hasAlpha());
            this.raster = image.getRaster();
            this.isColor = isColor;
            this.bands = raster.getNumBands();
            this.scale = image.getColorModel().getComponentSize();
            this.samples = new int[image.getWidth() * bands];
        }

        @Override
        void read(int y, int[] argb) {
            raster.getPixels(0, y, width(), 1, samples);
            int alphaBand = isColor ? 3 : 1;
            for (int x = 0, i = 0; x < width(); x++, i += bands) {
                int pixel = isColor
                        ? 0xFF000000 | to8Bits(i, 0) << 16 | to8Bits(i, 1) << 8 | to8Bits(i, 2)
                        : gray(to8Bits(i, 0));
                argb[x] = hasAlpha() ? (pixel & 0xFFFFFF) | to8Bits(i, alphaBand) << 24 : pixel;
            }
        }

        private int to8Bits(int pixel, int band) {
            int bits = scale[band];
            int value = samples[pixel + band];
            return switch (bits) {
                case 8 -> value;
                case 16 -> (value * 255 + 32_767) / 65_535;
                default -> value * 255 / ((1 << bits) - 1);
            };
        }
    }

    /** Whatever Java's own colour model turns into sRGB. */
    private static final class Plain extends PixelRows {
        private final BufferedImage image;

        Plain(BufferedImage image) {
            super(image.getWidth(), image.getHeight(), image.getColorModel().hasAlpha());
            this.image = image;
        }

        @Override
        void read(int y, int[] argb) {
            image.getRGB(0, y, width(), 1, argb, 0, width());
        }
    }

    /** An image with a profile, converted some rows at a time. */
    private static final class Converted extends PixelRows {
        private static final int ROWS = 64;

        private final BufferedImage image;
        private final BufferedImage strip;
        private final ColorConvertOp toSrgb = new ColorConvertOp(null);
        private int converted;

        Converted(BufferedImage image) {
            super(image.getWidth(), image.getHeight(), image.getColorModel().hasAlpha());
            this.image = image;
            int type = hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
            this.strip = new BufferedImage(width(), Math.min(ROWS, height()), type);
        }

        @Override
        void read(int y, int[] argb) {
            if (y >= converted) {
                int rows = Math.min(strip.getHeight(), height() - y);
                toSrgb.filter(image.getSubimage(0, y, width(), rows), strip.getSubimage(0, 0, width(), rows));
                converted = y + rows;
            }
            int rowInStrip = y % strip.getHeight();
            strip.getRGB(0, rowInStrip, width(), 1, argb, 0, width());
        }
    }

    private static final class Cmyk extends PixelRows {
        private final Raster raster;
        private final boolean isInverted;
        private final boolean isYcck;
        private final int[] samples;

        Cmyk(Raster raster, Channels channels) {
            super(raster.getWidth(), raster.getHeight(), false);
            this.raster = raster;
            this.isInverted = channels != Channels.CMYK;
            this.isYcck = channels == Channels.INVERTED_YCCK;
            this.samples = new int[raster.getWidth() * 4];
        }

        @Override
        void read(int y, int[] argb) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width(), 1, samples);
            for (int x = 0, i = 0; x < width(); x++, i += 4) {
                if (isYcck) {
                    toCmy(i);
                }
                int light = isInverted ? samples[i + 3] : 255 - samples[i + 3];
                argb[x] = 0xFF000000 | rgb(i, light) << 16 | rgb(i + 1, light) << 8 | rgb(i + 2, light);
            }
        }

        private int rgb(int sample, int light) {
            int paper = isInverted ? samples[sample] : 255 - samples[sample];
            return (paper * light + 127) / 255;
        }

        /** JFIF 1.02, "Conversion to and from RGB": what comes out counts like the stored black, inverted or not. */
        private void toCmy(int i) {
            double luma = samples[i];
            double cb = samples[i + 1] - 128;
            double cr = samples[i + 2] - 128;
            samples[i] = clamp(luma + 1.402 * cr);
            samples[i + 1] = clamp(luma - 0.344136 * cb - 0.714136 * cr);
            samples[i + 2] = clamp(luma + 1.772 * cb);
        }

        private static int clamp(double value) {
            return (int) Math.max(0, Math.min(255, Math.round(value)));
        }
    }
}
