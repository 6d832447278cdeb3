package dev.tagging.benchmarks.data;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * One image of the collection.
 *
 * @param number from 1 on; a greater one is younger
 * @param tags ranks in {@link Names}
 */
record SampleImage(
        int number,
        String filename,
        String owner,
        String type,
        int width,
        int height,
        int ageInMinutes,
        List<Said> tags) {

    private static final double TOP_SHARE_OFFSET = 2.55;

    /** What is said of it: by people, who are sure, or by one of two models. */
    record Said(int rank, int source, int band, float confidence) {}

    /** Makes the images of a collection; each depends on the seed and its number only. */
    static final class Maker {
        private final long seed;
        private final int images;
        private final List<String> names;
        private final Zipf zipf;

        /** With eight tags an image and an offset of 2.55 the most used of 100,000 tags is on 22 of 100 images. */
        Maker(long seed, int images, List<String> names) {
            this.seed = seed;
            this.images = images;
            this.names = names;
            this.zipf = new Zipf(names.size(), TOP_SHARE_OFFSET);
        }

        SampleImage image(int number) {
            // a number drawn from the first generator seeds the second: seeds in a row give much the same numbers
            SplittableRandom random = new SplittableRandom(new SplittableRandom(seed + number).nextLong());
            boolean landscape = random.nextInt(10) < 7;
            return new SampleImage(
                    number,
                    filename(number, random),
                    "user-" + (int) (10_000 * Math.pow(random.nextDouble(), 3)),
                    random.nextInt(10) == 0 ? "image/png" : "image/jpeg",
                    landscape ? 4032 : 3024,
                    landscape ? 3024 : 4032,
                    images - number,
                    tags(random));
        }

        private String filename(int number, SplittableRandom random) {
            return switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> String.format(Locale.ROOT, "IMG_%06d.jpg", number);
                case 4, 5 -> String.format(Locale.ROOT, "DSC%05d.JPG", number % 100_000);
                default ->
                    (word(random) + "_" + word(random) + "_" + (2010 + random.nextInt(16)) + ".jpg").replace(' ', '-');
            };
        }

        private String word(SplittableRandom random) {
            return names.get(zipf.next(random));
        }

        private List<Said> tags(SplittableRandom random) {
            int count = 4 + random.nextInt(9);
            Set<Integer> ranks = new LinkedHashSet<>();
            while (ranks.size() < count) {
                ranks.add(zipf.next(random));
            }
            return ranks.stream().map(rank -> said(rank, random)).toList();
        }

        private static Said said(int rank, SplittableRandom random) {
            int kind = random.nextInt(10);
            if (kind < 2) {
                return new Said(rank, 0, 1, 0);
            }
            boolean sure = kind < 7;
            return new Said(rank, 1 + random.nextInt(2), sure ? 1 : 2, (sure ? 90 : 70) + random.nextInt(10));
        }
    }
}
