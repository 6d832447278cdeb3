package dev.tagging.tck.model;

import dev.tagging.BulkResult;
import dev.tagging.ImageId;
import dev.tagging.ImportOptions;
import dev.tagging.NewImage;
import dev.tagging.TagName;
import dev.tagging.TaggingJob.ErrorKind;
import dev.tagging.UserId;
import dev.tagging.spi.persistence.JobQueue.Priority;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Something that happens, and that can happen at any time: who refers to an image, a tag or a job that is not there is
 * refused by database and model alike. Steps compare the answers of both.
 */
public sealed interface Step {

    /** Happens in both worlds. */
    void on(World world);

    /** A step that a host can take in a transaction of its own. */
    sealed interface OfHost extends Step {}

    /** What a model has heard itself say: a tag and how sure it is; null for no score. */
    record Heard(String tag, @Nullable Double confidence) {}

    // The host: which images there are

    record Register(String image, String filename, @Nullable String version) implements OfHost {
        @Override
        public void on(World world) {
            world.same(() -> world.catalog().register(draft(image, filename, version)), () -> world.model()
                    .register(image, filename, version, Priority.UPLOAD));
        }

        static NewImage draft(String image, String filename, @Nullable String version) {
            NewImage draft = NewImage.of(image, filename);
            return version == null ? draft : draft.withContentVersion(version);
        }
    }

    record Import(String image, String filename, @Nullable String version) implements OfHost {
        @Override
        public void on(World world) {
            world.same(
                    () -> {
                        var report = world.catalog()
                                .registerAll(
                                        List.of(Register.draft(image, filename, version))
                                                .iterator(),
                                        ImportOptions.defaults());
                        return List.of(report.created(), report.updated(), report.unchanged());
                    },
                    () -> switch (world.model().register(image, filename, version, Priority.BACKFILL)) {
                        case CREATED -> List.of(1L, 0L, 0L);
                        case UPDATED -> List.of(0L, 1L, 0L);
                        case UNCHANGED -> List.of(0L, 0L, 1L);
                    });
        }
    }

    record RenameImage(String image, String filename) implements OfHost {
        @Override
        public void on(World world) {
            world.same(() -> world.catalog().rename(ImageId.of(image), filename), () -> world.model()
                    .renameImage(image, filename));
        }
    }

    record Forget(String image) implements OfHost {
        @Override
        public void on(World world) {
            world.same(() -> world.catalog().remove(ImageId.of(image)), () -> world.model()
                    .forget(image));
        }
    }

    // People: what they say about images

    record Add(String image, String tag, String user) implements OfHost {
        @Override
        public void on(World world) {
            world.same(() -> world.tags().add(ImageId.of(image), tag, UserId.of(user)), () -> world.model()
                    .add(image, tag));
        }
    }

    record Remove(String image, String tag, String user) implements OfHost {
        @Override
        public void on(World world) {
            world.same(() -> world.tags().remove(ImageId.of(image), tag, UserId.of(user)), () -> world.model()
                    .remove(image, tag, user));
        }
    }

    record Restore(String image, String tag, String user) implements OfHost {
        @Override
        public void on(World world) {
            world.same(
                    () -> world.tags().restore(ImageId.of(image), TagName.of(tag), UserId.of(user)),
                    () -> world.model().restore(image, tag));
        }
    }

    record AddAll(List<String> images, List<String> tags, String user) implements OfHost {
        @Override
        public void on(World world) {
            world.same(
                    () -> outcomes(world.tags().addAll(ids(images), names(tags), UserId.of(user))),
                    () -> each(images, world, image -> tags.stream()
                            .filter(tag -> world.model().add(image, tag))
                            .count()));
        }

        static List<ImageId> ids(Collection<String> images) {
            return images.stream().map(ImageId::of).toList();
        }

        static List<TagName> names(Collection<String> tags) {
            return tags.stream().map(TagName::of).toList();
        }

        static Map<String, String> outcomes(BulkResult result) {
            Map<String, String> outcomes = new LinkedHashMap<>();
            result.outcomes().forEach((image, outcome) -> outcomes.put(image.value(), outcome.name()));
            return outcomes;
        }

        static Map<String, String> each(Collection<String> images, World world, ToLongFunction<String> changes) {
            Map<String, String> outcomes = new LinkedHashMap<>();
            for (String image : images) {
                boolean known = world.model().find(image).isPresent();
                outcomes.put(
                        image, !known ? "UNKNOWN_IMAGE" : changes.applyAsLong(image) > 0 ? "CHANGED" : "UNCHANGED");
            }
            return outcomes;
        }
    }

    record RemoveAll(List<String> images, List<String> tags, String user) implements OfHost {
        @Override
        public void on(World world) {
            world.same(
                    () -> AddAll.outcomes(
                            world.tags().removeAll(AddAll.ids(images), AddAll.names(tags), UserId.of(user))),
                    () -> AddAll.each(images, world, image -> tags.stream()
                            .filter(tag -> world.model().remove(image, tag, user))
                            .count()));
        }
    }

    // The operator: the vocabulary, and what models said

    record Coin(String tag) implements OfHost {
        @Override
        public void on(World world) {
            world.same(
                    () -> world.tags().getOrCreate(TagName.of(tag)).name().value(),
                    () -> world.model().getOrCreate(tag).name());
        }
    }

    record RenameTag(String from, String to) implements OfHost {
        @Override
        public void on(World world) {
            world.same(() -> world.tags().rename(TagName.of(from), TagName.of(to)), () -> world.model()
                    .renameTag(from, to));
        }
    }

    record Merge(String from, String into) implements OfHost {
        @Override
        public void on(World world) {
            world.same(() -> world.tags().merge(TagName.of(from), TagName.of(into)), () -> world.model()
                    .merge(from, into));
        }
    }

    record Retract(String eye) implements OfHost {
        @Override
        public void on(World world) {
            world.same(() -> world.ai().retract(eye), () -> world.model().retract(eye));
        }
    }

    record Fold(int limit) implements Step {
        @Override
        public void on(World world) {
            world.fold(limit);
        }
    }

    // Asking

    record Search(String query) implements Step {
        @Override
        public void on(World world) {
            new Comparison(world).search(query);
        }
    }

    record TagNow(String image, String pipeline, String eye, List<Heard> heard) implements Step {
        @Override
        public void on(World world) {
            world.tagNow(image, pipeline, eye, heard);
        }
    }

    record Request(String image) implements OfHost {
        @Override
        public void on(World world) {
            world.same(
                    () -> {
                        world.ai().request(ImageId.of(image));
                        return true;
                    },
                    () -> {
                        Picture picture = world.model().require(image);
                        Scene.PIPELINES.forEach(
                                pipeline -> world.model().queue().enqueue(picture, pipeline, Priority.REQUEST));
                        return true;
                    });
        }
    }

    record RequestIn(List<String> images, String pipeline) implements OfHost {
        @Override
        public void on(World world) {
            world.same(() -> world.ai().request(AddAll.ids(images), world.pipeline(pipeline)), () -> {
                List<Picture> known = images.stream()
                        .map(world.model()::find)
                        .flatMap(Optional::stream)
                        .toList();
                known.forEach(picture -> world.model().queue().enqueue(picture, pipeline, Priority.REQUEST));
                return known.size();
            });
        }
    }

    record Retry(String image, String pipeline) implements OfHost {
        @Override
        public void on(World world) {
            world.same(() -> world.ai().retry(ImageId.of(image), world.pipeline(pipeline)), () -> world.model()
                    .queue()
                    .retry(world.model()
                            .find(image)
                            .map(picture -> picture.jobs.get(pipeline))
                            .orElse(null)));
        }
    }

    record RetryFailed(String pipeline) implements OfHost {
        @Override
        public void on(World world) {
            world.same(
                    () -> world.ai().retryFailed(world.pipeline(pipeline)),
                    () -> world.model().queue().retryFailed(pipeline));
        }
    }

    record Pause(String pipeline, int hours) implements Step {
        @Override
        public void on(World world) {
            world.pause(pipeline, hours);
        }
    }

    /** Hours go by: leases run out, what waits becomes due. */
    record Pass(int hours) implements Step {
        @Override
        public void on(World world) {
            world.pass(hours);
        }
    }

    // Workers. "which" is one of the last claims they got, 0 for the last; they still try with those they have lost.

    record Claim(String worker, String pipeline, int max, int leaseHours) implements Step {
        @Override
        public void on(World world) {
            world.worker(worker).claim(pipeline, max, leaseHours);
        }
    }

    record Renew(String worker, int leaseHours) implements Step {
        @Override
        public void on(World world) {
            world.worker(worker).renew(leaseHours);
        }
    }

    record Release(String worker) implements Step {
        @Override
        public void on(World world) {
            world.worker(worker).release();
        }
    }

    record Complete(String worker, int which, String eye, List<Heard> heard) implements Step {
        @Override
        public void on(World world) {
            world.worker(worker).complete(which, eye, heard);
        }
    }

    record RetryLater(String worker, int which, int hours) implements Step {
        @Override
        public void on(World world) {
            world.worker(worker).retryLater(which, hours, ErrorKind.TRANSIENT, "no answer");
        }
    }

    record Snooze(String worker, int which, int hours) implements Step {
        @Override
        public void on(World world) {
            world.worker(worker).snooze(which, hours, ErrorKind.RATE_LIMITED, "too many calls");
        }
    }

    record Fail(String worker, int which) implements Step {
        @Override
        public void on(World world) {
            world.worker(worker).fail(which, ErrorKind.REJECTED, "unreadable");
        }
    }

    /** The worker does nothing until it thaws; its leases go on running. */
    record Freeze(String worker) implements Step {
        @Override
        public void on(World world) {
            world.worker(worker).freeze();
        }
    }

    /** The worker goes on as if nothing had happened. */
    record Thaw(String worker) implements Step {
        @Override
        public void on(World world) {
            world.worker(worker).thaw();
        }
    }

    /** The worker is gone with all it knew; another one of the same name takes its place. */
    record Crash(String worker) implements Step {
        @Override
        public void on(World world) {
            world.worker(worker).crash();
        }
    }

    /** Several steps in a transaction of the host's, which it then commits or rolls back. */
    record InTransaction(boolean commits, List<OfHost> steps) implements Step {
        @Override
        public void on(World world) {
            world.inHostTransaction(commits, steps);
        }
    }
}
