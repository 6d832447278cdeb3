package dev.tagging.provider.pixels;

import dev.tagging.spi.AiTag;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;

/**
 * Compares what the provider says with what people wrote down: colours found and colours right, once with the shipped
 * weights and once with weights fitted to all other photos (leave one out), the shape, and the time a photo takes.
 *
 * <p>Arguments: the folder of the photos and the CSV file that describes them.
 */
final class ColorReport {

    /** Confidence from which people are shown a tag: the default of the policy. */
    private static final double SHOWN = 70;

    private final List<LabelledPhoto> photos;
    private final List<Map<ColorName, ColorEvidence>> evidence = new ArrayList<>();

    ColorReport(List<LabelledPhoto> photos) {
        this.photos = photos.stream().filter(photo -> !photo.colors().isEmpty()).toList();
        for (LabelledPhoto photo : this.photos) {
            evidence.add(ColorEvidence.of(PixelsProvider.colorPicture(photo.image())));
        }
    }

    /** How well the colours of all photos were met. */
    record Score(int listed, int shown, int right) {

        double found() {
            return 100.0 * right / listed;
        }

        double correct() {
            return 100.0 * right / shown;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "found %.0f %% (%d of %d), right %.0f %% (%d of %d)",
                    found(),
                    right,
                    listed,
                    correct(),
                    right,
                    shown);
        }
    }

    public static void main(String[] args) throws IOException {
        List<LabelledPhoto> photos = LabelledPhoto.read(Path.of(args[0]), Path.of(args[1]));
        new ColorReport(photos).print(System.out);
        Timing.print(photos, System.out);
    }

    /** With the weights that are shipped, which were fitted to the same photos if these are the photos of the project. */
    Score shipped() {
        return score((index, color) -> ColorTagger.probability(evidence(index, color)));
    }

    /** With weights that were fitted without the photo in question. */
    Score leaveOneOut() {
        List<ColorModel> models = new ArrayList<>();
        for (int left = 0; left < photos.size(); left++) {
            List<Map<ColorName, ColorEvidence>> others = new ArrayList<>(evidence);
            List<LabelledPhoto> labels = new ArrayList<>(photos);
            others.remove(left);
            labels.remove(left);
            models.add(ColorModel.fit(others, labels));
        }
        return score((index, color) -> models.get(index).probability(color, evidence(index, color)));
    }

    static ColorName basic(String color) {
        return ColorName.valueOf(LabelledPhoto.neighbour(color).toUpperCase(Locale.ROOT))
                .basic();
    }

    private ColorEvidence evidence(int index, ColorName color) {
        ColorEvidence found = evidence.get(index).get(color);
        if (found == null) {
            throw new IllegalStateException(photos.get(index).file() + " has no visible pixel");
        }
        return found;
    }

    private Score score(ToDoubleBiFunction<Integer, ColorName> probability) {
        int listed = 0;
        int shown = 0;
        int right = 0;
        for (int i = 0; i < photos.size(); i++) {
            Set<String> colors = photos.get(i).colors();
            List<String> named = shown(i, probability);
            listed += colors.size();
            shown += named.size();
            right += (int) named.stream().filter(colors::contains).count();
        }
        return new Score(listed, shown, right);
    }

    private List<String> shown(int index, ToDoubleBiFunction<Integer, ColorName> probability) {
        return ColorName.BASIC.stream()
                .filter(color -> ColorTagger.confidence(probability.applyAsDouble(index, color)) >= SHOWN)
                .sorted(Comparator.comparingDouble(color -> -probability.applyAsDouble(index, color)))
                .limit(PixelsProviderFactory.DEFAULT_MAX_COLORS)
                .map(color ->
                        LabelledPhoto.neighbour(evidence(index, color).name().tag()))
                .toList();
    }

    private void print(PrintStream out) {
        for (int i = 0; i < photos.size(); i++) {
            int index = i;
            List<AiTag> tags = new ColorTagger(PixelsProviderFactory.DEFAULT_MAX_COLORS).tags(evidence.get(i));
            Set<String> colors = photos.get(i).colors();
            String said = tags.stream()
                    .filter(tag -> tag.confidence() != null && tag.confidence() >= 50)
                    .map(tag -> String.format(
                            Locale.ROOT,
                            "%s%s %.0f",
                            colors.contains(LabelledPhoto.neighbour(tag.name())) ? "*" : "",
                            tag.name(),
                            tag.confidence()))
                    .collect(Collectors.joining(", "));
            List<String> shown = shown(i, (at, color) -> ColorTagger.probability(evidence(index, color)));
            String missed = colors.stream()
                    .filter(color -> !shown.contains(color))
                    .sorted()
                    .collect(Collectors.joining(", "));
            out.printf("%-28s %s%s%n", photos.get(i).file(), said, missed.isEmpty() ? "" : "   missed: " + missed);
        }
        out.println();
        out.println("colours, shipped weights:    " + shipped());
        out.println("colours, leave one out:      " + leaveOneOut());
        out.println();
        ColorModel refitted = ColorModel.fit(evidence, photos);
        out.printf(
                Locale.ROOT,
                "weights fitted to these photos: %.2f %.2f %.2f %.2f %.2f%n",
                refitted.weight(0),
                refitted.weight(1),
                refitted.weight(2),
                refitted.weight(3),
                refitted.weight(4));
        out.println("biases fitted to these photos: "
                + ColorName.BASIC.stream()
                        .map(color -> String.format(Locale.ROOT, "%s %.2f", color.tag(), refitted.bias(color)))
                        .collect(Collectors.joining(", ")));
    }
}
