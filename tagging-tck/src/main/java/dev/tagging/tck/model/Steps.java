package dev.tagging.tck.model;

import dev.tagging.tck.model.Step.Heard;
import dev.tagging.tck.model.Step.OfHost;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/**
 * Random steps, which shrink towards few simple ones. They are mostly about one image and one tag, because what happens to
 * one of each is what has consequences; {@link Sequences} changes the subject now and then.
 */
final class Steps {

    private static final Arbitrary<String> FILENAME = Arbitraries.of(Scene.FILENAMES);
    private static final Arbitrary<String> VERSION = Arbitraries.of("v1", "v2").injectNull(0.4);
    private static final Arbitrary<String> USER = Arbitraries.of(Scene.USERS);
    private static final Arbitrary<String> PIPELINE = mostly(Scene.PIPELINES.get(0), Scene.PIPELINES);
    private static final Arbitrary<String> EYE = Arbitraries.of(Scene.MODELS);
    private static final Arbitrary<String> WORKER = mostly(Scene.WORKERS.get(0), Scene.WORKERS);
    private static final Arbitrary<Integer> WHICH = Arbitraries.of(0, 0, 1, 2, 3);
    private static final Arbitrary<Integer> HOURS = Arbitraries.of(0, 1, 2, 3);
    private static final Arbitrary<Integer> LEASE = Arbitraries.of(1, 2);
    private static final Arbitrary<Double> CONFIDENCE =
            Arbitraries.of(95.0, 90.0, 80.0, 70.0, 60.0, 40.0).injectNull(0.15);

    private static final Arbitrary<String> TERM = Arbitraries.of(
            "beach",
            "tag:beach",
            "red",
            "\"red car\"",
            "tag:\"red car\"",
            "zorp",
            "tag:zorp",
            "beaches",
            "be*",
            "car",
            "jpg",
            "source:user",
            "source:ai",
            "category:scene",
            "category:object");

    private static final Arbitrary<String> QUERY = Combinators.combine(
                    TERM.list().uniqueElements().ofMinSize(1).ofMaxSize(4),
                    Arbitraries.of(" ", " OR ", " -").list().ofSize(4))
            .as(Steps::query);

    private final Arbitrary<String> image;
    private final Arbitrary<String> tag;
    private final Arbitrary<List<String>> images;
    private final Arbitrary<List<String>> tags;
    private final Arbitrary<List<Heard>> heard;

    private Steps(String image, String tag) {
        this.image = mostly(image, Scene.IMAGES);
        this.tag = mostly(tag, Scene.TAGS);
        this.images = this.image.list().uniqueElements().ofMinSize(1).ofMaxSize(3);
        this.tags = this.tag.list().uniqueElements().ofMinSize(1).ofMaxSize(3);
        this.heard =
                Combinators.combine(this.tag, CONFIDENCE).as(Heard::new).list().ofMaxSize(5);
    }

    /** Steps mostly about this image and tag. */
    static Arbitrary<Step> about(String image, String tag) {
        return new Steps(image, tag).any();
    }

    private Arbitrary<Step> any() {
        Arbitrary<OfHost> ofHost = ofHost();
        return Arbitraries.frequencyOf(
                often(56, ofHost),
                often(
                        3,
                        Combinators.combine(
                                        Arbitraries.of(false, true),
                                        ofHost.list().ofMinSize(1).ofMaxSize(3))
                                .as(Step.InTransaction::new)),
                often(14, Combinators.combine(image, PIPELINE, EYE, heard).as(Step.TagNow::new)),
                often(4, QUERY.map(Step.Search::new)),
                often(2, Arbitraries.of(1, 5, 100).map(Step.Fold::new)),
                often(
                        12,
                        Combinators.combine(WORKER, PIPELINE, Arbitraries.of(1, 2, 3), LEASE)
                                .as(Step.Claim::new)),
                often(4, Combinators.combine(WORKER, LEASE).as(Step.Renew::new)),
                often(1, WORKER.map(Step.Release::new)),
                often(10, Combinators.combine(WORKER, WHICH, EYE, heard).as(Step.Complete::new)),
                often(5, Combinators.combine(WORKER, WHICH, HOURS).as(Step.RetryLater::new)),
                often(2, Combinators.combine(WORKER, WHICH, HOURS).as(Step.Snooze::new)),
                often(3, Combinators.combine(WORKER, WHICH).as(Step.Fail::new)),
                often(1, WORKER.map(Step.Freeze::new)),
                often(3, WORKER.map(Step.Thaw::new)),
                often(1, WORKER.map(Step.Crash::new)),
                often(1, Combinators.combine(PIPELINE, Arbitraries.of(1, 2)).as(Step.Pause::new)),
                often(8, Arbitraries.of(1, 2, 3).map(Step.Pass::new)));
    }

    private Arbitrary<OfHost> ofHost() {
        return Arbitraries.frequencyOf(
                often(8, Combinators.combine(image, FILENAME, VERSION).as(Step.Register::new)),
                often(2, Combinators.combine(image, FILENAME, VERSION).as(Step.Import::new)),
                often(2, Combinators.combine(image, FILENAME).as(Step.RenameImage::new)),
                often(1, image.map(Step.Forget::new)),
                often(8, Combinators.combine(image, tag, USER).as(Step.Add::new)),
                often(11, Combinators.combine(image, tag, USER).as(Step.Remove::new)),
                often(8, Combinators.combine(image, tag, USER).as(Step.Restore::new)),
                often(2, Combinators.combine(images, tags, USER).as(Step.AddAll::new)),
                often(2, Combinators.combine(images, tags, USER).as(Step.RemoveAll::new)),
                often(1, tag.map(Step.Coin::new)),
                often(2, Combinators.combine(tag, tag).as(Step.RenameTag::new)),
                often(2, Combinators.combine(tag, tag).as(Step.Merge::new)),
                often(2, EYE.map(Step.Retract::new)),
                often(3, image.map(Step.Request::new)),
                often(1, Combinators.combine(images, PIPELINE).as(Step.RequestIn::new)),
                often(2, Combinators.combine(image, PIPELINE).as(Step.Retry::new)),
                often(1, PIPELINE.map(Step.RetryFailed::new)));
    }

    /** One value more often than all others together. */
    private static Arbitrary<String> mostly(String one, List<String> values) {
        return Arbitraries.frequencyOf(often(3, Arbitraries.just(one)), often(1, Arbitraries.of(values)));
    }

    private static String query(List<String> terms, List<String> joints) {
        StringBuilder query = new StringBuilder(joints.get(0).equals(" -") ? "-" : "").append(terms.get(0));
        for (int i = 1; i < terms.size(); i++) {
            query.append(joints.get(i)).append(terms.get(i));
        }
        return query.toString();
    }

    /** One of the kinds of steps, and how often it comes. */
    private static <T> Tuple2<Integer, Arbitrary<? extends T>> often(int weight, Arbitrary<? extends T> steps) {
        return Tuple.of(weight, steps);
    }
}
