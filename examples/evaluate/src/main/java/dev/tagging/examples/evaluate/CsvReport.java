package dev.tagging.examples.evaluate;

import dev.tagging.ConfidenceBand;
import dev.tagging.examples.evaluate.PhotoResult.JudgedTag;
import dev.tagging.examples.evaluate.Reliability.Bin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The same for spreadsheets: {@code summary.csv}, {@code tags.csv} and {@code reliability.csv}. */
final class CsvReport {

    private CsvReport() {}

    static void write(List<Summary> summaries, Path directory) throws IOException {
        Files.writeString(directory.resolve("summary.csv"), summary(summaries));
        Files.writeString(directory.resolve("tags.csv"), tags(summaries));
        Files.writeString(directory.resolve("reliability.csv"), reliability(summaries));
    }

    private static String summary(List<Summary> summaries) {
        StringBuilder csv = new StringBuilder();
        List<Object> header = new ArrayList<>(List.of("measure"));
        summaries.forEach(summary -> header.add(summary.result().name()));
        csv.append(Csv.row(header.toArray()));
        for (String name : Summary.names(summaries)) {
            List<Object> row = new ArrayList<>(List.of(name));
            summaries.forEach(summary -> row.add(summary.line(name)));
            csv.append(Csv.row(row.toArray()));
        }
        return csv.toString();
    }

    private static String tags(List<Summary> summaries) {
        StringBuilder csv = new StringBuilder(
                Csv.row("provider", "file", "tag", "category", "confidence", "band", "shown", "verdict"));
        for (Summary summary : summaries) {
            for (PhotoResult photo : summary.result().photos()) {
                for (JudgedTag tag : photo.tags()) {
                    csv.append(Csv.row(
                            summary.result().name(),
                            photo.photo().name(),
                            tag.name(),
                            tag.category(),
                            tag.confidence() == null ? "" : Math.round(tag.confidence() * 10) / 10.0,
                            tag.band().map(ConfidenceBand::name).orElse("DROPPED"),
                            tag.isShown(),
                            tag.verdict()));
                }
            }
        }
        return csv.toString();
    }

    private static String reliability(List<Summary> summaries) {
        StringBuilder csv = new StringBuilder(Csv.row("provider", "from", "to", "tags", "confidence", "correct"));
        for (Summary summary : summaries) {
            for (Bin bin : summary.reliability().bins()) {
                csv.append(Csv.row(
                        summary.result().name(), bin.from(), bin.to(), bin.count(), bin.confidence(), bin.correct()));
            }
        }
        return csv.toString();
    }
}
