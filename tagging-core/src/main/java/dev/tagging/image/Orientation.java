package dev.tagging.image;

import org.jspecify.annotations.Nullable;

/**
 * How the stored pixels have to be turned to stand upright, as EXIF and TIFF say it (tag 274 {@code Orientation}; TIFF 6.0,
 * section 8, and Exif 2.32, section 4.6.4). The constants are named after what a viewer does with the stored pixels.
 */
public enum Orientation {
    /** Stored upright. */
    NORMAL(1, false, false, false),
    /** Mirror left and right. */
    FLIP_HORIZONTAL(2, false, true, false),
    /** Turn by 180 degrees. */
    ROTATE_180(3, false, true, true),
    /** Mirror top and bottom. */
    FLIP_VERTICAL(4, false, false, true),
    /** Mirror at the diagonal from top left to bottom right. */
    TRANSPOSE(5, true, false, false),
    /** Turn clockwise by 90 degrees. */
    ROTATE_90(6, true, false, true),
    /** Mirror at the diagonal from top right to bottom left. */
    TRANSVERSE(7, true, true, true),
    /** Turn counter-clockwise by 90 degrees. */
    ROTATE_270(8, true, true, false);

    private final int exif;
    private final boolean swapsSides;
    private final boolean mirrorsX;
    private final boolean mirrorsY;

    /**
     * The stored pixel (x, y), counted from the right when {@code mirrorsX} and from the bottom when {@code mirrorsY}, goes
     * to (x, y), or to (y, x) when sides are swapped.
     */
    Orientation(int exif, boolean swapsSides, boolean mirrorsX, boolean mirrorsY) {
        this.exif = exif;
        this.swapsSides = swapsSides;
        this.mirrorsX = mirrorsX;
        this.mirrorsY = mirrorsY;
    }

    /** The orientation with this number in EXIF; whatever is not 1 to 8 means upright, as in every viewer. */
    public static Orientation ofExif(long value) {
        for (Orientation orientation : values()) {
            if (orientation.exif == value) {
                return orientation;
            }
        }
        return NORMAL;
    }

    /**
     * What the first Exif block of a file says. Formats have room for one; looking into more until one says something would
     * make a file of nothing but broken blocks expensive.
     */
    static Orientation orNormal(@Nullable Orientation ofFirstBlock) {
        return ofFirstBlock == null ? NORMAL : ofFirstBlock;
    }

    /** The number in EXIF, 1 to 8. */
    public int exif() {
        return exif;
    }

    /** Whether width and height change places. */
    public boolean swapsSides() {
        return swapsSides;
    }

    /** Turns the pixels of a stored image of this size upright: {@code stored} itself when it is, else a new array. */
    int[] upright(int[] stored, int width, int height) {
        if (this == NORMAL) {
            return stored;
        }
        int[] upright = new int[stored.length];
        for (int storedY = 0, from = 0; storedY < height; storedY++) {
            int y = mirrorsY ? height - 1 - storedY : storedY;
            for (int storedX = 0; storedX < width; storedX++, from++) {
                int x = mirrorsX ? width - 1 - storedX : storedX;
                upright[swapsSides ? x * height + y : y * width + x] = stored[from];
            }
        }
        return upright;
    }
}
