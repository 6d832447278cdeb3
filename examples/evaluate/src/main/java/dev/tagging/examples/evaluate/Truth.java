package dev.tagging.examples.evaluate;

import dev.tagging.TagCategory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What somebody has written down about photos. */
record Truth(List<Photo> photos) {

    /** Columns that say something about a photo, by the beginning of their names. */
    private static final Map<String, TagCategory> COLUMNS = columns();

    /**
     * One thing there is on a photo.
     *
     * @param text as written
     * @param words the words for it, in their normal form
     */
    record Item(TagCategory category, String text, List<String> words) {}

    /** A photo and what it shows, in the order it was written. */
    record Photo(Path file, String name, List<Item> items) {

        /** The first object: what the photo is of. Empty when no object was written down. */
        Optional<Item> mainObject() {
            return items.stream()
                    .filter(item -> item.category().equals(TagCategory.OBJECT))
                    .findFirst();
        }
    }

    /**
     * Reads a file.
     *
     * @throws CannotRunException when it is missing, has no column {@code file}, or names a photo that is not there
     */
    static Truth read(Path csv, Path folder) throws CannotRunException {
        List<List<String>> rows;
        try {
            rows = Csv.parse(Files.readString(csv));
        } catch (IOException e) {
            throw new CannotRunException(
                    "Cannot read what the photos show from " + csv + ": " + e + ". Name the file with -Dtruth");
        }
        List<String> header = rows.isEmpty()
                ? List.of()
                : rows.get(0).stream()
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .toList();
        if (!header.contains("file")) {
            throw new CannotRunException("The first line of " + csv + " has to name the columns, 'file' among them");
        }
        List<Photo> photos = new ArrayList<>();
        for (List<String> row : rows.subList(1, rows.size())) {
            photos.add(photo(header, row, folder));
        }
        if (photos.isEmpty()) {
            throw new CannotRunException("There is no photo in " + csv);
        }
        return new Truth(List.copyOf(photos));
    }

    /** All words that were written down in a category, for any photo. */
    Set<String> wordsOf(TagCategory category) {
        return photos.stream()
                .flatMap(photo -> photo.items().stream())
                .filter(item -> item.category().equals(category))
                .flatMap(item -> item.words().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Photo photo(List<String> header, List<String> row, Path folder) throws CannotRunException {
        String name = row.get(Math.min(header.indexOf("file"), row.size() - 1)).strip();
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new CannotRunException("There is no photo " + file + ". Name their folder with -Dphotos");
        }
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < Math.min(header.size(), row.size()); i++) {
            String column = header.get(i);
            for (Map.Entry<String, TagCategory> known : COLUMNS.entrySet()) {
                if (column.startsWith(known.getKey())) {
                    items.addAll(items(known.getValue(), row.get(i)));
                }
            }
        }
        return new Photo(file, name, List.copyOf(items));
    }

    private static List<Item> items(TagCategory category, String cell) {
        return Stream.of(cell.split(";"))
                .map(String::strip)
                .map(text -> new Item(
                        category,
                        text,
                        Stream.of(text.split("\\||\\bor\\b"))
                                .map(Words::normal)
                                .filter(word -> !word.isEmpty())
                                .toList()))
                .filter(item -> !item.words().isEmpty())
                .toList();
    }

    private static Map<String, TagCategory> columns() {
        Map<String, TagCategory> columns = new LinkedHashMap<>();
        columns.put("object", TagCategory.OBJECT);
        columns.put("scene", TagCategory.SCENE);
        columns.put("colo", TagCategory.COLOR);
        columns.put("attribute", TagCategory.ATTRIBUTE);
        return columns;
    }
}
