package dev.tagging.examples.evaluate;

import dev.tagging.examples.evaluate.PhotoResult.JudgedTag;
import dev.tagging.examples.evaluate.Reliability.Bin;
import dev.tagging.examples.evaluate.Truth.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One page that needs nothing else: the tables, and every photo with its tags and whether they are right. */
final class HtmlReport {

    private static final String STYLE =
            """
            body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:1200px;padding:0 1rem;color:#222}
            table{border-collapse:collapse;margin:1rem 0}td,th{padding:.25rem .7rem;border-bottom:1px solid #ddd;text-align:right;
            vertical-align:top}td:first-child,th:first-child{text-align:left}.photos td,.photos th{text-align:left}
            img{max-width:200px;border-radius:4px}.tag{display:inline-block;margin:.1rem;padding:.05rem .5rem;border-radius:1rem}
            .right{background:#d7f0d9}.wrong{background:#f8d4d0}.not_judged{background:#e8e8e8}.hidden{opacity:.45}
            .missed{color:#a33}small{color:#666}@media(prefers-color-scheme:dark){body{background:#1b1b1b;color:#ddd}
            td,th{border-color:#444}.right{background:#23502a}.wrong{background:#6a2a24}.not_judged{background:#444}}
            """;

    private final Judge judge;

    HtmlReport(Judge judge) {
        this.judge = judge;
    }

    void write(List<Summary> summaries, Path file) throws IOException {
        StringBuilder html = new StringBuilder(1 << 16)
                .append("<!doctype html><html lang=en><meta charset=utf-8><title>Providers compared</title><style>")
                .append(STYLE)
                .append("</style><h1>Providers compared</h1>");
        summary(html, summaries);
        summaries.forEach(summary -> reliability(html, summary));
        photos(html, summaries);
        Files.writeString(file, html.append("</html>\n"));
    }

    private static void summary(StringBuilder html, List<Summary> summaries) {
        html.append("<table><tr><th>");
        summaries.forEach(summary -> html.append("<th title=\"")
                .append(escape(summary.result().model()))
                .append("\">")
                .append(escape(summary.result().name())));
        for (String name : Summary.names(summaries)) {
            html.append("<tr><td>").append(escape(name));
            summaries.forEach(summary -> html.append("<td>").append(escape(summary.line(name))));
        }
        html.append("</table>");
    }

    private static void reliability(StringBuilder html, Summary summary) {
        html.append("<h2>Reliability of ")
                .append(escape(summary.result().name()))
                .append("</h2><table><tr><th>confidence<th>tags<th>mean<th>correct");
        for (Bin bin : summary.reliability().bins()) {
            html.append(String.format(
                    Locale.ROOT,
                    "<tr><td>%.0f - %.0f %%<td>%d<td>%.1f %%<td>%.1f %%",
                    bin.from(),
                    bin.to(),
                    bin.count(),
                    bin.confidence(),
                    bin.correct()));
        }
        html.append("</table>");
    }

    private void photos(StringBuilder html, List<Summary> summaries) {
        html.append("<h2>Photos</h2><p><span class=\"tag right\">right</span> <span class=\"tag wrong\">wrong</span>"
                + " <span class=\"tag not_judged\">not judged</span> <span class=\"tag hidden\">not shown to people</span>"
                + "<table class=photos><tr><th>photo<th>what it shows");
        summaries.forEach(
                summary -> html.append("<th>").append(escape(summary.result().name())));
        int count = summaries.get(0).result().photos().size();
        for (int i = 0; i < count; i++) {
            PhotoResult first = summaries.get(0).result().photos().get(i);
            html.append("<tr><td><img alt=\"\" src=\"")
                    .append(Thumbnail.dataUri(first.photo().file()))
                    .append("\"><br><small>")
                    .append(escape(first.photo().name()))
                    .append("</small><td>")
                    .append(items(
                            first,
                            summaries
                                    .get(summaries.size() - 1)
                                    .result()
                                    .photos()
                                    .get(i)));
            for (Summary summary : summaries) {
                PhotoResult photo = summary.result().photos().get(i);
                html.append("<td>");
                photo.error()
                        .ifPresent(error ->
                                html.append("<small>").append(escape(error)).append("</small>"));
                photo.tags().forEach(tag -> html.append(tag(tag)));
            }
        }
        html.append("</table>");
    }

    /** What there is, marked where nobody found it. */
    private String items(PhotoResult photo, PhotoResult together) {
        return photo.photo().items().stream()
                .map(item -> item(item, together.shown()))
                .collect(Collectors.joining("<br>"));
    }

    private String item(Item item, List<JudgedTag> shown) {
        String text = escape(item.text()) + " <small>" + escape(item.category().value()) + "</small>";
        return Score.isSaid(item, shown, judge) ? text : "<span class=missed>" + text + "</span>";
    }

    private static String tag(JudgedTag tag) {
        String confidence =
                tag.confidence() == null ? "" : String.format(Locale.ROOT, " <small>%.0f</small>", tag.confidence());
        return "<span class=\"tag " + tag.verdict().name().toLowerCase(Locale.ROOT) + (tag.isShown() ? "" : " hidden")
                + "\" title=\"" + escape(tag.category().value()) + "\">"
                + escape(tag.name().value()) + confidence
                + "</span>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
