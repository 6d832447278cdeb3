package dev.tagging.tck.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.TagCategory;
import dev.tagging.TagName;
import dev.tagging.TaggingException;
import dev.tagging.TaggingJob.ErrorKind;
import dev.tagging.spi.persistence.AssertionStore.AiAssertion;
import dev.tagging.spi.persistence.AssertionStore.AiSource;
import dev.tagging.spi.persistence.JobQueue;
import dev.tagging.spi.persistence.JobQueue.Claim;
import dev.tagging.spi.persistence.JobQueue.Claimed;
import dev.tagging.spi.persistence.Persistence;
import dev.tagging.tck.model.Job.Hold;
import dev.tagging.tck.model.Model.Kept;
import dev.tagging.tck.model.Picture.Source;
import dev.tagging.tck.persistence.ScriptedAi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A worker that speaks to the queue as the library's own do. It remembers its last claims, also those it has lost or done
 * with, and goes on trying with them.
 */
final class Worker {

    private static final int REMEMBERED = 4;

    private final World world;
    private final String name;

    /** Last claim first. */
    private final List<Held> hand = new ArrayList<>();

    private boolean frozen;

    Worker(World world, String name) {
        this.world = world;
        this.name = name;
    }

    /** A claim in both worlds. */
    private record Held(Claim claim, Hold hold, String pipeline, int picture) {}

    void claim(String pipeline, int max, int leaseHours) {
        if (frozen) {
            return;
        }
        Queue queue = world.model().queue();
        List<Job> due = queue.due(pipeline);

        Claimed claimed = world.inTransaction(() ->
                jobs().claim(world.pipeline(pipeline), max, name, Duration.ofHours(leaseHours), Scene.MAX_LOSSES));

        Map<Claim, Job> taken = new HashMap<>();
        Stream.concat(claimed.claims().stream(), claimed.lost().stream())
                .forEach(claim -> taken.put(claim, jobOf(claim, due)));
        assertMostUrgent(taken, due, max, claimed);
        for (Map.Entry<Claim, Job> each : taken.entrySet()) {
            Job job = each.getValue();
            Hold hold = queue.take(job, name, leaseHours);
            assertThat(claimed.lost().contains(each.getKey()))
                    .as("whether the job of image %s is given up", job.picture.id)
                    .isEqualTo(hold == null);
            if (hold != null) {
                hand.add(0, new Held(each.getKey(), hold, pipeline, job.picture.number));
            }
        }
        hand.subList(Math.min(hand.size(), REMEMBERED), hand.size()).clear();
    }

    /** The order of jobs that became due in one step is the database's choice, all others are not. */
    private static void assertMostUrgent(Map<Claim, Job> taken, List<Job> due, int max, Claimed claimed) {
        Set<Job> jobs = new HashSet<>(taken.values());
        assertThat(jobs).as("jobs taken by %s, of %d due", claimed, due.size()).hasSize(Math.min(max, due.size()));
        assertThat(taken).as("one claim for each job").hasSameSizeAs(jobs);
        Optional<Job> leastUrgent = jobs.stream().max(Job.MOST_URGENT_FIRST);
        assertThat(due.stream()
                        .filter(job -> !jobs.contains(job))
                        .filter(job ->
                                leastUrgent.isPresent() && Job.MOST_URGENT_FIRST.compare(job, leastUrgent.get()) < 0)
                        .map(job -> job.picture.id))
                .as("images whose jobs should have been taken first")
                .isEmpty();
    }

    void renew(int leaseHours) {
        if (!frozen) {
            Set<Claim> renewed = world.inTransaction(
                    () -> jobs().renew(hand.stream().map(Held::claim).toList(), Duration.ofHours(leaseHours)));
            assertThat(renewed)
                    .as("claims that hold")
                    .isEqualTo(hand.stream()
                            .filter(held -> world.model().queue().renew(held.hold(), leaseHours))
                            .map(Held::claim)
                            .collect(Collectors.toSet()));
        }
    }

    void release() {
        if (!frozen) {
            int released = world.inTransaction(
                    () -> jobs().release(hand.stream().map(Held::claim).toList()));
            assertThat(released).as("claims given back").isEqualTo((int) hand.stream()
                    .filter(held -> world.model().queue().release(held.hold()))
                    .count());
        }
    }

    void retryLater(int which, int hours, ErrorKind kind, String error) {
        with(
                which,
                held -> world.same(
                        () -> world.inTransaction(() -> jobs().retryLater(
                                        held.claim(), Duration.ofHours(hours), Scene.MAX_ATTEMPTS, kind, error)),
                        () -> world.model().queue().retryLater(held.hold(), hours, kind, error)));
    }

    void snooze(int which, int hours, ErrorKind kind, String error) {
        with(
                which,
                held -> world.same(
                        () -> world.inTransaction(
                                () -> jobs().snooze(held.claim(), Duration.ofHours(hours), kind, error)),
                        () -> world.model().queue().snooze(held.hold(), hours, kind, error)));
    }

    void fail(int which, ErrorKind kind, String error) {
        with(
                which,
                held -> world.same(
                        () -> world.inTransaction(() -> jobs().fail(held.claim(), kind, error)),
                        () -> world.model().queue().fail(held.hold(), kind, error)));
    }

    /** Tags and completion in one transaction, both or neither. */
    void complete(int which, String eye, List<Step.Heard> heard) {
        with(which, held -> {
            Picture picture = pictureOf(held);
            Source source = new Source(held.pipeline(), eye);
            List<Kept> kept = picture == null ? List.of() : world.model().keep(picture, held.pipeline(), heard);
            world.same(() -> write(held, source, kept), () -> {
                boolean completed = world.model().queue().complete(held.hold());
                if (completed) {
                    world.model().say(Objects.requireNonNull(picture), source, kept);
                }
                return completed;
            });
        });
    }

    private boolean write(Held held, Source source, List<Kept> kept) {
        Persistence database = world.persistence();
        int image = held.claim().imageNumber();
        int tenant = world.tenantNumber();
        try {
            return world.inTransaction(() -> {
                if (database.images().lockNumbers(List.of(image)).isEmpty()) {
                    throw new Stale();
                }
                database.assertions().replace(image, held.claim().pipeline(), assertions(tenant, source, kept));
                if (!database.jobs().complete(held.claim(), null)) {
                    throw new Stale();
                }
                return true;
            });
        } catch (Stale e) {
            return false;
        }
    }

    private List<AiAssertion> assertions(int tenant, Source source, List<Kept> kept) {
        if (kept.isEmpty()) {
            return List.of();
        }
        Persistence database = world.persistence();
        int sourceNumber = database.assertions()
                .sourceNumber(new AiSource(world.pipeline(source.pipeline()), ScriptedAi.NAME, source.model()));
        Map<TagName, Optional<TagCategory>> wanted = new HashMap<>();
        kept.forEach(tag -> wanted.put(TagName.of(tag.name()), Optional.of(TagCategory.of(tag.category()))));
        Map<TagName, Integer> numbers = database.tags().getOrCreate(tenant, wanted);
        return kept.stream()
                .map(tag -> new AiAssertion(
                        Objects.requireNonNull(numbers.get(TagName.of(tag.name()))),
                        sourceNumber,
                        tag.confidence(),
                        tag.band()))
                .toList();
    }

    void freeze() {
        frozen = true;
    }

    void thaw() {
        frozen = false;
    }

    void crash() {
        frozen = false;
        hand.clear();
    }

    private void with(int which, Consumer<Held> act) {
        if (!frozen && !hand.isEmpty()) {
            act.accept(hand.get(which % hand.size()));
        }
    }

    private @Nullable Picture pictureOf(Held held) {
        return world.model().pictures().stream()
                .filter(picture -> picture.number == held.picture())
                .findFirst()
                .orElse(null);
    }

    private Job jobOf(Claim claim, List<Job> due) {
        return due.stream()
                .filter(job -> world.number(job.picture) == claim.imageNumber())
                .findFirst()
                .orElseThrow(() -> new AssertionError("a job that is not due was taken: " + claim));
    }

    private JobQueue jobs() {
        return world.persistence().jobs();
    }

    /** Rolls back what was written on a claim that no longer holds. */
    private static final class Stale extends TaggingException {
        private static final long serialVersionUID = 1L;

        Stale() {
            super("the claim no longer holds");
        }
    }
}
