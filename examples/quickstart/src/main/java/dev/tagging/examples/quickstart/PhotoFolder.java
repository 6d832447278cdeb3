package dev.tagging.examples.quickstart;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is in a folder of photos.
 *
 * @param root the folder, without symbolic links
 * @param photos files that look like images by their extension, whatever they turn out to hold; by name
 * @param leftOut what should have been looked at but cannot be, by name
 * @param otherFiles how many files there are with other extensions, by extension in lower case
 * @param complete false when some folder could not be listed, so that more photos may be there than are known
 */
record PhotoFolder(
        Path root, List<Photo> photos, List<LeftOut> leftOut, Map<String, Integer> otherFiles, boolean complete) {

    /** A file or folder that is not looked at, and why. */
    record LeftOut(String name, String reason) {}

    PhotoFolder {
        photos = photos.stream().sorted(Comparator.comparing(Photo::name)).toList();
        leftOut = leftOut.stream().sorted(Comparator.comparing(LeftOut::name)).toList();
    }

    /** Such as "3 other files (2 heic, 1 txt)"; empty when there are none. */
    String describeOtherFiles() {
        int count = otherFiles.values().stream().mapToInt(Integer::intValue).sum();
        if (count == 0) {
            return "";
        }
        Map<String, Integer> byUse = otherFiles.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
        String kinds = byUse.entrySet().stream()
                .limit(4)
                .map(entry -> entry.getValue() + " " + Words.visible(entry.getKey()))
                .collect(Collectors.joining(", "));
        return "%s (%s%s)".formatted(Words.count(count, "other file"), kinds, byUse.size() > 4 ? ", …" : "");
    }
}
