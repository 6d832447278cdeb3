package dev.tagging.provider.pixels;

import dev.tagging.image.ImageContent;
import dev.tagging.image.ImageLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A photo and the colours a person wrote down for it. What is no colour the provider can name ({@code multicolour}) is left
 * out, so that a photo may have none.
 */
record LabelledPhoto(String file, ImageContent image, Set<String> colors) {

    private static final Set<String> NAMEABLE =
            Arrays.stream(ColorName.values()).map(ColorName::tag).collect(Collectors.toUnmodifiableSet());

    /**
     * Reads the photos that a CSV file lists.
     *
     * @param truth columns {@code file} and {@code colours}, the latter with semicolons between colours
     */
    static List<LabelledPhoto> read(Path photos, Path truth) throws IOException {
        List<String> lines = Files.readAllLines(truth);
        List<String> columns = List.of(lines.get(0).split(",", -1));
        int file = columns.indexOf("file");
        int colors = columns.indexOf("colours");
        List<LabelledPhoto> labelled = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] values = line.split(",", -1);
            labelled.add(read(photos, values[file], values[colors]));
        }
        return List.copyOf(labelled);
    }

    private static LabelledPhoto read(Path photos, String file, String colors) throws IOException {
        Set<String> names = Arrays.stream(colors.split(";", -1))
                .map(LabelledPhoto::neighbour)
                .filter(NAMEABLE::contains)
                .collect(Collectors.toUnmodifiableSet());
        try (InputStream in = Files.newInputStream(photos.resolve(file))) {
            return new LabelledPhoto(file, ImageContent.read(in, ImageLimits.defaults()), names);
        }
    }

    /** Words that mean the same to most people count as one. */
    static String neighbour(String color) {
        return switch (color) {
            case "teal", "cyan", "aqua" -> "turquoise";
            case "gray", "silver" -> "grey";
            case "violet" -> "purple";
            case "navy" -> "blue";
            case "gold" -> "yellow";
            default -> color;
        };
    }
}
