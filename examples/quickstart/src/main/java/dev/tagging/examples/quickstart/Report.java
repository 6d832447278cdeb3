package dev.tagging.examples.quickstart;

import dev.tagging.ImageId;
import dev.tagging.ImageTag;
import dev.tagging.Tag;
import dev.tagging.TaggingJob;
import dev.tagging.TaggingServices;
import dev.tagging.examples.quickstart.PhotoFolder.LeftOut;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** What there is to say when everything is tagged. */
final class Report {

    private static final int MOST_ROWS = 50;
    private static final int POPULAR = 30;

    private final Console console;

    Report(Console console) {
        this.console = console;
    }

    /** The files that have no tags, and why. */
    void failures(PhotoFolder folder, List<TaggingJob> failed) {
        List<LeftOut> all = new ArrayList<>(folder.leftOut());
        for (TaggingJob job : failed) {
            String error = job.error();
            all.add(new LeftOut(job.image().value(), error == null ? "for no known reason" : error));
        }
        all.sort(Comparator.comparing(LeftOut::name));
        if (!all.isEmpty()) {
            console.heading("Not tagged");
            Columns columns = new Columns(console);
            all.stream().limit(MOST_ROWS).forEach(file -> columns.add(file.name(), file.reason()));
            print(columns, all.size());
        }
    }

    /** The most used tags with their numbers of photos. */
    void popularTags(TaggingServices library) {
        List<AttributedString> parts = new ArrayList<>();
        for (Tag tag : library.tags().popular(POPULAR)) {
            parts.add(new AttributedStringBuilder()
                    .append(parts.isEmpty() ? "" : "   ")
                    .append(tag.name().value())
                    .append(" " + tag.usageCount(), AttributedStyle.DEFAULT.faint())
                    .toAttributedString());
        }
        if (!parts.isEmpty()) {
            console.heading("Popular tags");
            Columns.wrap("  ", parts, console.width() - 1).forEach(console::say);
        }
    }

    /** Photos by name, with their tags. */
    void photos(TaggingServices library, PhotoFolder folder, List<TaggingJob> failed) {
        Set<ImageId> without = failed.stream().map(TaggingJob::image).collect(Collectors.toSet());
        List<Photo> tagged = folder.photos().stream()
                .filter(photo -> !without.contains(photo.id()))
                .toList();
        if (tagged.isEmpty()) {
            return;
        }
        List<Photo> first = tagged.subList(0, Math.min(MOST_ROWS, tagged.size()));
        Map<ImageId, List<ImageTag>> tags =
                library.tags().tagsOf(first.stream().map(Photo::id).toList());
        console.heading("Photos");
        Columns columns = new Columns(console);
        for (Photo photo : first) {
            columns.add(photo.name(), TagText.of(tags.getOrDefault(photo.id(), List.of()), List.of()));
        }
        print(columns, tagged.size());
    }

    private void print(Columns columns, int all) {
        columns.lines().forEach(console::say);
        if (all > MOST_ROWS) {
            console.say("  and %,d more".formatted(all - MOST_ROWS));
        }
    }
}
