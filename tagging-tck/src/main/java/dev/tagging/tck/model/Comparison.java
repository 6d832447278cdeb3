package dev.tagging.tck.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.ConfidenceBand;
import dev.tagging.Image;
import dev.tagging.ImageId;
import dev.tagging.ImageTag;
import dev.tagging.PageRequest;
import dev.tagging.RemovedTag;
import dev.tagging.SearchRequest;
import dev.tagging.SearchResults;
import dev.tagging.Tag;
import dev.tagging.TagSource;
import dev.tagging.TaggingJob;
import dev.tagging.TaggingJob.State;
import dev.tagging.tck.model.Model.Seen;
import dev.tagging.tck.model.ModelSearch.Result;
import dev.tagging.tck.persistence.Consistency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks for differences between both worlds. */
final class Comparison {

    private static final List<ImageId> IMAGES =
            Scene.IMAGES.stream().map(ImageId::of).toList();

    /** Jobs of a tenant; due times in hours from now, where they mean something. */
    private static final String JOBS =
            """
            select i.image_id, j.pipeline, j.state,
                   case j.priority when 0 then 'REQUEST' when 1 then 'UPLOAD' when 2 then 'BACKFILL' end, j.attempts, j.losses, j.worker, j.error_kind, j.error,
                   case when j.state in ('WAITING', 'PROCESSING')
                        then round(extract(epoch from j.run_at - clock_timestamp()) / 3600)::int end,
                   i.image_no, j.claim_no
            from tagging.tagging_jobs j
            join tagging.image_v1 i on i.image_no = j.image_no
            where i.tenant_id = ?
            order by i.image_id, j.pipeline
            """;

    private static final String COUNTS_WITHOUT_PENDING =
            """
            select t.name, t.usage_count
            from tagging.tags t join tagging.tenants n on n.tenant_no = t.tenant_no
            where n.tenant_id = ? order by t.name
            """;

    private final World world;
    private final Model model;
    private final Map<Long, Instant> dates;
    private final Map<String, Long> claims;

    Comparison(World world) {
        this(world, new HashMap<>(), new HashMap<>());
    }

    private Comparison(World world, Map<Long, Instant> dates, Map<String, Long> claims) {
        this.world = world;
        this.model = world.model();
        this.dates = dates;
        this.claims = claims;
    }

    /** The same memory of dates and claims, for a later state of the world. */
    Comparison next() {
        return new Comparison(world, dates, claims);
    }

    /** What people see of a tag. */
    record Look(
            String name,
            @Nullable String category,
            TagSource source,
            ConfidenceBand band,
            @Nullable Double confidence,
            @Nullable String model) {}

    static List<Look> looks(Collection<ImageTag> tags) {
        return tags.stream()
                .map(tag -> new Look(
                        tag.name().value(),
                        Objects.toString(tag.category(), null),
                        tag.source(),
                        tag.band(),
                        tag.confidence(),
                        tag.model()))
                .toList();
    }

    static List<Look> expected(Collection<Seen> tags) {
        return tags.stream()
                .map(seen -> new Look(
                        seen.name(),
                        seen.category(),
                        seen.source().isPeople() ? TagSource.USER : TagSource.AI,
                        seen.band(),
                        seen.confidence(),
                        seen.source().isPeople() ? null : seen.source().model()))
                .toList();
    }

    /** What can be looked at after every step. */
    void quick(int step) {
        world.inTransaction(() -> {
            tags();
            vocabulary();
            search(Scene.QUERIES.get(step % Scene.QUERIES.size()));
            return true;
        });
        jobs();
    }

    /** Everything, and that what is derived is what a rebuild would make of it. */
    void thorough() {
        world.inTransaction(() -> {
            tags();
            popular(vocabulary());
            images();
            removals();
            statuses();
            Scene.QUERIES.forEach(this::search);
            return true;
        });
        jobs();
        Consistency.verify(world.sql(), world.tenant());
    }

    /** Once all changes of counts are folded, the counts are right by themselves. */
    void folded() {
        world.foldAll();
        assertThat(world.sql().rows(COUNTS_WITHOUT_PENDING, world.tenant().value()))
                .as("tags and their folded counts")
                .isEqualTo(model.labels().stream()
                        .map(label -> label.name() + "|" + model.uses(label.number()))
                        .toList());
    }

    void search(String query) {
        SearchResults results = world.search().search(SearchRequest.of(query).limit(100));
        List<Result> expected = ModelSearch.find(model, query);
        assertThat(results.hits().stream()
                        .map(hit -> hit.image().id() + " " + hit.matchClass() + " by " + hit.matchedTerms()))
                .as("images found by: %s", query)
                .containsExactlyElementsOf(expected.stream()
                        .map(result -> result.image() + " " + result.matchClass() + " by " + result.matchedTerms())
                        .toList());
        assertThat(results.total()).as("total of: %s", query).isEqualTo(expected.size());
    }

    private void tags() {
        Map<ImageId, List<ImageTag>> shown = world.tags().tagsOf(IMAGES);
        Map<String, List<Look>> looks = new LinkedHashMap<>();
        Map<String, List<Look>> expected = new LinkedHashMap<>();
        shown.forEach((image, tags) -> looks.put(image.value(), looks(tags)));
        Scene.IMAGES.forEach(image -> expected.put(image, List.of()));
        model.pictures()
                .forEach(picture -> expected.put(picture.id, expected(model.seen(picture, ConfidenceBand.MEDIUM))));
        assertThat(looks).as("what people see on each image").isEqualTo(expected);

        Map<Integer, List<ImageTag>> known = world.persistence()
                .assertions()
                .shown(model.pictures().stream().map(world::number).toList(), ConfidenceBand.LOW);
        for (Picture picture : model.pictures()) {
            List<ImageTag> tags = known.getOrDefault(world.number(picture), List.of());
            List<Seen> seen = model.seen(picture, ConfidenceBand.LOW);
            assertThat(looks(tags))
                    .as("what image %s has, shown or not", picture.id)
                    .isEqualTo(expected(seen));
            for (int i = 0; i < seen.size(); i++) {
                Instant date = tags.get(i).createdAt();
                assertThat(date)
                        .as("date of %s on image %s", seen.get(i).name(), picture.id)
                        .isEqualTo(dates.computeIfAbsent(seen.get(i).number(), any -> date));
            }
        }
    }

    private List<Tag> vocabulary() {
        List<Tag> tags = world.tags().list(PageRequest.first(100)).items();
        assertThat(tags.stream()
                        .map(tag -> tag.name() + " of " + tag.category() + ", used " + tag.usageCount())
                        .toList())
                .as("all tags")
                .isEqualTo(model.labels().stream()
                        .map(label -> label.name() + " of " + label.category() + ", used " + model.uses(label.number()))
                        .toList());
        return tags;
    }

    private void popular(List<Tag> tags) {
        Comparator<Tag> byUse = Comparator.comparing(Tag::usageCount).reversed().thenComparing(Tag::name);
        assertThat(world.tags().popular(100))
                .as("popular tags")
                .isEqualTo(tags.stream()
                        .filter(tag -> tag.usageCount() > 0)
                        .sorted(byUse)
                        .toList());
    }

    private void images() {
        assertThat(world.catalog().findAll(IMAGES).stream()
                        .collect(Collectors.toMap(image -> image.id().value(), Comparison::described)))
                .as("images, filenames and versions")
                .isEqualTo(model.pictures().stream()
                        .collect(Collectors.toMap(
                                picture -> picture.id, picture -> picture.filename + " " + picture.version)));
    }

    private static String described(Image image) {
        return image.filename() + " " + image.contentVersion();
    }

    private void removals() {
        for (Picture picture : model.pictures()) {
            List<RemovedTag> removed = world.tags().removedFrom(ImageId.of(picture.id));
            Map<String, Picture.Removal> expected = model.removed(picture);
            Map<String, String> users = new HashMap<>();
            List<Long> times = new ArrayList<>();
            for (RemovedTag tag : removed) {
                users.put(tag.name().value(), tag.removedBy().value());
                times.add(expected.getOrDefault(tag.name().value(), new Picture.Removal("", 0))
                        .time());
            }
            Map<String, String> expectedUsers = new HashMap<>();
            expected.forEach((tag, removal) -> expectedUsers.put(tag, removal.user()));
            assertThat(users).as("tags taken off image %s", picture.id).isEqualTo(expectedUsers);
            assertThat(times)
                    .as("steps in which they were taken off, last first")
                    .isSortedAccordingTo(Comparator.reverseOrder());
        }
    }

    private void jobs() {
        List<String> rows = new ArrayList<>();
        for (String row : world.sql().rows(JOBS, world.tenant().value())) {
            String[] cells = row.split("\\|");
            int last = cells.length - 1;
            long claim = Long.parseLong(cells[last]);
            Long before = claims.put(cells[last - 1] + " " + cells[1], claim);
            assertThat(claim)
                    .as("claim number of %s", row)
                    .isGreaterThanOrEqualTo(Objects.requireNonNullElse(before, 0L));
            cells[1] = Scene.PIPELINES.stream()
                    .filter(pipeline -> world.pipeline(pipeline).equals(cells[1]))
                    .findFirst()
                    .orElse(cells[1]);
            rows.add(String.join("|", List.of(cells).subList(0, last - 1)));
        }
        assertThat(rows)
                .as("image, pipeline, state, priority, attempts, losses, worker, kind of error, error, hours until due")
                .isEqualTo(model.queue().jobs().map(this::row).toList());
    }

    private String row(Job job) {
        return job.picture.id + "|" + job.pipeline + "|" + job.state + "|" + job.priority + "|" + job.attempts + "|"
                + job.losses + "|" + job.worker + "|" + job.errorKind + "|" + job.error + "|"
                + (job.isOpen() ? job.due.hour() - model.queue().now().hour() : null);
    }

    private void statuses() {
        for (Picture picture : model.pictures()) {
            assertThat(world.ai().status(ImageId.of(picture.id)).stream()
                            .map(status -> status.pipeline() + " " + status.state() + " " + status.attempts() + " "
                                    + status.losses() + " " + status.worker() + " " + status.errorKind() + " "
                                    + status.error())
                            .toList())
                    .as("jobs of image %s", picture.id)
                    .isEqualTo(picture.jobs.values().stream()
                            .map(job -> world.pipeline(job.pipeline) + " " + job.state + " " + job.attempts + " "
                                    + job.losses + " " + job.worker + " " + job.errorKind + " " + job.error)
                            .toList());
        }
        List<TaggingJob> failed = world.ai().failed(PageRequest.first(100)).items();
        Map<String, Job> expected = model.queue()
                .jobs()
                .filter(job -> job.state == State.FAILED)
                .collect(Collectors.toMap(job -> job.picture.id + " " + world.pipeline(job.pipeline), job -> job));
        List<String> found =
                failed.stream().map(job -> job.image() + " " + job.pipeline()).toList();
        assertThat(found).as("failed jobs").containsExactlyInAnyOrderElementsOf(expected.keySet());
        assertThat(found.stream()
                        .map(expected::get)
                        .map(Objects::requireNonNull)
                        .map(job -> job.changed.step()))
                .as("steps in which they failed, last first")
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(world.persistence()
                        .jobs()
                        .open(Scene.PIPELINES.stream().map(world::pipeline).toList()))
                .as("open jobs")
                .isEqualTo(model.queue().jobs().filter(Job::isOpen).count());
    }
}
