package dev.tagging.provider.pixels;

import dev.tagging.spi.AiTag;
import java.util.Arrays;
import java.util.List;

/**
 * Blurry or sharp: blurring a sharp picture takes away much of the difference between neighbouring pixels, blurring a
 * blurry one hardly any (Crété, Dolmiere, Ladret &amp; Nicolas, The blur effect, SPIE 6492, 2007). Measured in blocks,
 * because a portrait before a soft background is not blurry: its sharpest blocks decide.
 *
 * <p>The knots were set by blurring the test photos at working size: as they are, their sharpest blocks lose 0.74 to 0.97
 * of the difference; blurred by 1.5 pixels 0.5 to 0.7, by 2.5 pixels 0.25 to 0.5.
 */
final class Sharpness {

    private static final Calibration BLURRY = Calibration.through(-0.70, 0, -0.62, 50, -0.55, 70, -0.45, 85, -0.30, 95);

    /** Of the loss over the whole picture: sharp from edge to edge. */
    private static final Calibration SHARP = Calibration.through(0.76, 0, 0.78, 50, 0.82, 70, 0.88, 85);

    private static final int BLOCKS = 6;
    private static final int BLUR_RADIUS = 4;

    /** Mean difference of neighbours, of 255, below which a block is too even to be judged. */
    private static final double LEAST_DIFFERENCE = 1.5;

    /** Blocks that may be sharper than the one that counts: a single sharp letter is no sharp picture. */
    private static final int SHARPER_BLOCKS = 2;

    private static final int SMALLEST_EDGE = 64;

    private final Picture picture;
    private final double[] luminance;
    private final Losses columns = new Losses();
    private final Losses rows = new Losses();

    private Sharpness(Picture picture) {
        this.picture = picture;
        this.luminance = new double[picture.size()];
        for (int i = 0; i < luminance.length; i++) {
            luminance[i] = 0.2126 * picture.red(i) + 0.7152 * picture.green(i) + 0.0722 * picture.blue(i);
        }
    }

    /** None for pictures that are too small or too even to be judged. */
    static List<AiTag> tags(Picture picture) {
        if (Math.min(picture.width(), picture.height()) < SMALLEST_EDGE) {
            return List.of();
        }
        return new Sharpness(picture).tags();
    }

    private List<AiTag> tags() {
        measure(columns, 1);
        measure(rows, picture.width());
        double[] blocks = new double[BLOCKS * BLOCKS];
        int count = 0;
        double pixelsPerBlock = (double) picture.size() / blocks.length;
        for (int block = 0; block < blocks.length; block++) {
            double contrast = Math.max(columns.differences[block], rows.differences[block]) / pixelsPerBlock;
            if (contrast >= LEAST_DIFFERENCE) {
                blocks[count++] = Math.max(columns.loss(block), rows.loss(block));
            }
        }
        if (count <= SHARPER_BLOCKS) {
            return List.of();
        }
        Arrays.sort(blocks, 0, count);
        double sharpest = blocks[count - 1 - SHARPER_BLOCKS];
        double whole = Math.max(columns.loss(), rows.loss());
        return List.of(
                Tags.attribute("blurry", BLURRY.percent(-sharpest)), Tags.attribute("sharp", SHARP.percent(whole)));
    }

    /** Adds up the differences of neighbours in one direction, and what a box blur in that direction leaves of them. */
    private void measure(Losses losses, int step) {
        int width = picture.width();
        int height = picture.height();
        int margin = BLUR_RADIUS + 1;
        for (int y = margin; y < height - margin; y++) {
            for (int x = margin; x < width - margin; x++) {
                int i = y * width + x;
                double difference = Math.abs(luminance[i + step] - luminance[i]);
                // the sums over two neighbouring windows differ by their outermost pixels only
                double blurred = Math.abs(luminance[i + margin * step] - luminance[i - BLUR_RADIUS * step])
                        / (2 * BLUR_RADIUS + 1);
                losses.add(y * BLOCKS / height * BLOCKS + x * BLOCKS / width, difference, blurred);
            }
        }
    }

    private static final class Losses {
        private final double[] differences = new double[BLOCKS * BLOCKS];
        private final double[] lost = new double[BLOCKS * BLOCKS];

        void add(int block, double difference, double blurred) {
            differences[block] += difference;
            lost[block] += Math.max(0, difference - blurred);
        }

        double loss(int block) {
            return differences[block] == 0 ? 0 : lost[block] / differences[block];
        }

        double loss() {
            double all = Arrays.stream(differences).sum();
            return all == 0 ? 0 : Arrays.stream(lost).sum() / all;
        }
    }
}
