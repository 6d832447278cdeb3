package dev.tagging.tck.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.AiTaggingService;
import dev.tagging.ConfidenceBand;
import dev.tagging.ImageCatalog;
import dev.tagging.ImageId;
import dev.tagging.ImageTag;
import dev.tagging.NewImage;
import dev.tagging.ProviderPlan;
import dev.tagging.QueueStats.PipelineStats;
import dev.tagging.SearchHit;
import dev.tagging.SearchRequest;
import dev.tagging.SearchService;
import dev.tagging.TagName;
import dev.tagging.TagService;
import dev.tagging.Tagging;
import dev.tagging.TaggingBuilder;
import dev.tagging.TaggingServices;
import dev.tagging.TenantId;
import dev.tagging.UserId;
import dev.tagging.spi.AiTag;
import dev.tagging.spi.persistence.Persistence;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The application that a test plays: a node of the library with one pipeline, used by one tenant. Tenant and pipeline are
 * the test's own, so nothing that other tests do at the same time is seen.
 */
final class Host implements AutoCloseable {

    static final UserId ANN = UserId.of("ann");
    static final UserId BEN = UserId.of("ben");

    private final Family family;
    private final Adapter adapter;
    private final TenantId tenant;
    private final String pipeline;
    private final Tagging tagging;

    /** What the hosts of one test have in common. */
    private record Family(
            Lab lab,
            String run,
            ScriptedAi ai,
            AtomicInteger lastImage,
            Queue<Tagging> nodes,
            Queue<TenantId> tenants) {}

    Host(Lab lab) {
        this(new Family(
                lab,
                "%08x".formatted(ThreadLocalRandom.current().nextInt()),
                new ScriptedAi(),
                new AtomicInteger(),
                new ConcurrentLinkedQueue<>(),
                new ConcurrentLinkedQueue<>()));
    }

    private Host(Family family) {
        this(
                family,
                family.lab().adapter(),
                TenantId.of("tenant-" + family.run()),
                "main-" + family.run(),
                node -> node);
    }

    private Host(
            Family family,
            Adapter adapter,
            TenantId tenant,
            String pipeline,
            UnaryOperator<TaggingBuilder> configuration) {
        this.family = family;
        this.adapter = adapter;
        this.tenant = tenant;
        this.pipeline = pipeline;
        this.tagging = configuration
                .apply(Tagging.builder()
                        .persistence(adapter.persistence())
                        .images((image, wanted) -> new ByteArrayInputStream(
                                LabelledPng.of(image.id().value())))
                        .provider(family.ai())
                        .pipeline(pipeline, ProviderPlan.provider(ScriptedAi.NAME)))
                .build();
        family.nodes().add(tagging);
        family.tenants().add(tenant);
    }

    static TagName tag(String name) {
        return TagName.of(name);
    }

    /** The same tenant on another node, whose only pipeline has another name. */
    Host withPipeline(String name) {
        return new Host(family, adapter, tenant, name + "-" + family.run(), node -> node);
    }

    /** The same tenant and pipeline on another node, which is configured differently. */
    Host with(UnaryOperator<TaggingBuilder> configuration) {
        return new Host(family, adapter, tenant, pipeline, configuration);
    }

    /** The same tenant and pipeline on a node whose pool has a single connection. */
    Host withOneConnection() {
        return new Host(family, family.lab().adapterWithOneConnection(), tenant, pipeline, node -> node);
    }

    /** Another tenant, who knows of no image yet. */
    Host withTenant(String name) {
        return new Host(family, adapter, TenantId.of(name + "-" + family.run()), pipeline, node -> node);
    }

    TaggingServices services() {
        return tagging.tenant(tenant);
    }

    TagService tags() {
        return services().tags();
    }

    SearchService search() {
        return services().search();
    }

    AiTaggingService ai() {
        return services().ai();
    }

    ImageCatalog catalog() {
        return services().catalog();
    }

    Tagging tagging() {
        return tagging;
    }

    Persistence persistence() {
        return adapter.persistence();
    }

    Adapter adapter() {
        return adapter;
    }

    boolean seesHostCommits() {
        return family.lab().seesHostCommits();
    }

    Sql sql() {
        return family.lab().sql();
    }

    TenantId tenant() {
        return tenant;
    }

    String pipeline() {
        return pipeline;
    }

    ScriptedAi provider() {
        return family.ai();
    }

    /** A name that no other test uses, for things that have no tenant. */
    String unique(String name) {
        return name + "_" + family.run();
    }

    /** An id that this test has not used, a number. */
    ImageId newId() {
        return ImageId.of(family.lastImage().incrementAndGet());
    }

    /** Registers an image; the number in its id is higher than those before. */
    ImageId image(String filename) {
        ImageId id = newId();
        catalog().register(NewImage.of(id, filename));
        return id;
    }

    /** Registers an image of whose filename nobody thinks. */
    ImageId image() {
        return image("0.raw");
    }

    /** Registers images of whose filenames nobody thinks. */
    List<ImageId> images(int count) {
        return Stream.generate(this::image).limit(count).toList();
    }

    /** Registers an image and tags it as Ann does. */
    ImageId imageTagged(String... tags) {
        ImageId image = image();
        tag(image, tags);
        return image;
    }

    /** Tags an image as Ann does. */
    void tag(ImageId image, String... tags) {
        Stream.of(tags).forEach(tag -> tags().add(image, tag, ANN));
    }

    /** Has the pipeline tag the image here and now. */
    List<ImageTag> aiSays(ImageId image, AiTag... tags) {
        return modelSays(ScriptedAi.MODEL, image, tags);
    }

    /** Has the pipeline tag the image here and now, by a certain model. */
    List<ImageTag> modelSays(String model, ImageId image, AiTag... tags) {
        provider().answer(image, model, tags);
        return ai().tagNow(image, pipeline, ANN);
    }

    /** The names of the tags people see, in their order. */
    List<String> shown(ImageId image) {
        return tags().tagsOf(image).stream().map(tag -> tag.name().value()).toList();
    }

    /** A tag people see. */
    ImageTag shown(ImageId image, String name) {
        return only(tags().tagsOf(image), tag(name));
    }

    /** A tag people see, or could see if they asked. */
    ImageTag known(ImageId image, String name) {
        return only(tags().tagsOf(image, ConfidenceBand.LOW), tag(name));
    }

    /** On how many images people see a tag. */
    long usage(String tag) {
        return tags().find(tag(tag)).orElseThrow().usageCount();
    }

    /** What a search finds, up to 100 images, in order. */
    List<ImageId> find(String text) {
        return find(SearchRequest.of(text));
    }

    /** What a search finds, up to 100 images, in order. */
    List<ImageId> find(SearchRequest request) {
        return search().search(request.limit(100)).hits().stream()
                .map(SearchHit::image)
                .map(image -> image.id())
                .toList();
    }

    /** The numbers of the pipeline's queue; there must be jobs. */
    PipelineStats stats() {
        return Optional.ofNullable(tagging.stats().pipelines().get(pipeline)).orElseThrow();
    }

    /** The library's number of an image. */
    int number(ImageId image) {
        return (int) sql().number(
                        "select image_no from tagging.image_v1 where tenant_id = ? and image_id = ?",
                        tenant.value(),
                        image.value());
    }

    /** The library's number of a tag. */
    int number(String tag) {
        return (int)
                sql().number("select tag_no from tagging.tag_v1 where tenant_id = ? and name = ?", tenant.value(), tag);
    }

    /** Adds up all pending changes of counts. */
    void fold() {
        while (persistence().transactions().required(() -> persistence().tags().fold(1_000)) > 0) {
            // more to come
        }
    }

    void verifyConsistency() {
        family.tenants().stream().distinct().forEach(each -> Consistency.verify(sql(), each));
    }

    /** Stops all nodes of the test. */
    @Override
    public void close() {
        family.nodes().forEach(Tagging::close);
    }

    private static ImageTag only(List<ImageTag> tags, TagName name) {
        List<ImageTag> found =
                tags.stream().filter(tag -> tag.name().equals(name)).toList();
        assertThat(found).as("%s once in %s", name, tags).hasSize(1);
        return found.get(0);
    }
}
