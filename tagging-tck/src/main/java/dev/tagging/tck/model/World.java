package dev.tagging.tck.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.AiTaggingService;
import dev.tagging.ConfidenceBand;
import dev.tagging.ImageCatalog;
import dev.tagging.ImageId;
import dev.tagging.ProviderPlan;
import dev.tagging.SearchService;
import dev.tagging.TagService;
import dev.tagging.Tagging;
import dev.tagging.TaggingException;
import dev.tagging.TaggingServices;
import dev.tagging.TenantId;
import dev.tagging.UserId;
import dev.tagging.spi.AiTag;
import dev.tagging.spi.persistence.Persistence;
import dev.tagging.tck.model.Picture.Source;
import dev.tagging.tck.persistence.Adapter;
import dev.tagging.tck.persistence.LabelledPng;
import dev.tagging.tck.persistence.ScriptedAi;
import dev.tagging.tck.persistence.Sql;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Both worlds of one sequence: a tenant and pipelines of its own in the database, and the model. */
public final class World implements AutoCloseable {

    private final Adapter adapter;
    private final Sql sql;
    private final String run;
    private final TenantId tenant;
    private final ScriptedAi provider = new ScriptedAi();
    private final Tagging tagging;
    private final TaggingServices services;
    private final Map<String, Worker> workers = new HashMap<>();

    /** The database's numbers of the model's pictures. */
    private final Map<Integer, Integer> numbers = new HashMap<>();

    private Model model = new Model();
    private @Nullable Integer tenantNumber;

    /** @param run which sequence this is, in digits and letters that no other one has */
    World(Adapter adapter, Sql sql, String run) {
        this.adapter = adapter;
        this.sql = sql;
        this.run = run;
        this.tenant = TenantId.of("model-" + run);
        var builder = Tagging.builder()
                .persistence(adapter.persistence())
                .images((image, wanted) ->
                        new ByteArrayInputStream(LabelledPng.of(image.id().value())))
                .provider(provider)
                .policy(Scene.policy())
                .vocabulary(Scene.vocabulary());
        Scene.PIPELINES.forEach(name -> builder.pipeline(pipeline(name), ProviderPlan.provider(ScriptedAi.NAME)));
        this.tagging = builder.build();
        this.services = tagging.tenant(tenant);
    }

    Model model() {
        return model;
    }

    TagService tags() {
        return services.tags();
    }

    ImageCatalog catalog() {
        return services.catalog();
    }

    AiTaggingService ai() {
        return services.ai();
    }

    SearchService search() {
        return services.search();
    }

    Persistence persistence() {
        return adapter.persistence();
    }

    Sql sql() {
        return sql;
    }

    TenantId tenant() {
        return tenant;
    }

    /** What the database calls a pipeline. */
    String pipeline(String name) {
        return name + "-" + run;
    }

    Worker worker(String name) {
        return workers.computeIfAbsent(name, any -> new Worker(this, name));
    }

    int tenantNumber() {
        Integer known = tenantNumber;
        if (known == null) {
            known = tenantNumber = inTransaction(() -> persistence().images().tenantNumber(tenant));
        }
        return known;
    }

    /** The database's number of an image that is there. */
    int number(Picture picture) {
        return numbers.computeIfAbsent(
                picture.number,
                any -> inTransaction(() -> persistence()
                        .images()
                        .find(tenantNumber(), List.of(ImageId.of(picture.id)))
                        .get(0)
                        .number()));
    }

    <T> T inTransaction(Supplier<T> work) {
        return persistence().transactions().required(work);
    }

    /** Does something in the database and in the model, which have to answer alike or refuse it alike. */
    <T> void same(Supplier<T> inDatabase, Supplier<T> inModel) {
        Answer<T> answer = Answer.of(inDatabase);
        Answer<T> expected = Answer.of(inModel);
        assertThat(answer).as("the database's answer").isEqualTo(expected);
    }

    void fold(int limit) {
        long folded = inTransaction(() -> persistence().tags().fold(limit));
        assertThat(folded).as("folded changes of counts").isLessThanOrEqualTo(limit);
    }

    void foldAll() {
        while (inTransaction(() -> persistence().tags().fold(1_000)) > 0) {
            // more to come
        }
    }

    void tagNow(String image, String pipeline, String eye, List<Step.Heard> heard) {
        provider.answer(
                ImageId.of(image),
                eye,
                heard.stream()
                        .map(one -> new AiTag(one.tag(), null, one.confidence()))
                        .toArray(AiTag[]::new));
        same(() -> Comparison.looks(ai().tagNow(ImageId.of(image), pipeline(pipeline), UserId.of("ann"))), () -> {
            Picture picture = model.require(image);
            model.say(picture, new Source(pipeline, eye), model.keep(picture, pipeline, heard));
            model.queue().completeAny(picture, pipeline);
            return Comparison.expected(model.seen(picture, ConfidenceBand.MEDIUM));
        });
    }

    void pause(String pipeline, int hours) {
        inTransaction(() -> {
            persistence().jobs().pause(pipeline(pipeline), Duration.ofHours(hours), "asked to wait");
            return true;
        });
        model.queue().pause(pipeline, hours);
    }

    /** Instead of the clock, everything that waits for it is moved. */
    void pass(int hours) {
        sql.update(
                """
                update tagging.tagging_jobs j set run_at = j.run_at - make_interval(hours => ?)
                from tagging.image_v1 i where i.image_no = j.image_no and i.tenant_id = ?
                """,
                hours,
                tenant.value());
        sql.update(
                """
                update tagging.pipeline_pauses set paused_until = paused_until - make_interval(hours => ?)
                where pipeline in (?, ?)
                """,
                hours,
                pipeline(Scene.PIPELINES.get(0)),
                pipeline(Scene.PIPELINES.get(1)));
        model.queue().pass(hours);
    }

    void inHostTransaction(boolean commits, List<Step.OfHost> steps) {
        Model before = model;
        model = before.copy();
        tenantNumber();
        try {
            adapter.inHostTransaction(transaction -> {
                transaction.join(() -> steps.forEach(step -> {
                    model.queue().tick();
                    step.on(this);
                }));
                if (!commits) {
                    throw new RolledBack();
                }
            });
        } catch (Exception e) {
            if (commits || !RolledBack.isBehind(e)) {
                throw new AssertionError("the host's transaction failed: " + e, e);
            }
            model = before;
            numbers.clear();
        }
    }

    /** Leaves nothing that could slow others down. */
    @Override
    public void close() {
        try {
            catalog().removeAll(Scene.IMAGES.stream().map(ImageId::of).toList());
            foldAll();
        } finally {
            tagging.close();
        }
    }

    /** An answer, or the kind of refusal. */
    private record Answer<T>(@Nullable T returned, String refusal) {

        static <T> Answer<T> of(Supplier<T> question) {
            try {
                return new Answer<>(question.get(), "none");
            } catch (TaggingException | IllegalArgumentException | IllegalStateException e) {
                return new Answer<>(null, e.getClass().getSimpleName());
            }
        }
    }

    /** Ends a transaction of the host's. */
    private static final class RolledBack extends Exception {
        private static final long serialVersionUID = 1L;

        static boolean isBehind(@Nullable Throwable error) {
            return error != null && (error instanceof RolledBack || isBehind(error.getCause()));
        }
    }
}
