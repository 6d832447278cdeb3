package dev.tagging.tck.model;

import dev.tagging.tck.persistence.Adapter;
import dev.tagging.tck.persistence.Sql;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * Runs sequences through an adapter and against the model, one at a time. Each begins with a tenant that knows of no image,
 * and with pipelines of its own.
 */
public final class Replay {

    /** Steps between two thorough comparisons. */
    private static final int THOROUGHLY = 50;

    private final Adapter adapter;
    private final Sql sql;
    private final String name = "%06x".formatted(ThreadLocalRandom.current().nextInt(1 << 24));
    private final AtomicInteger last = new AtomicInteger();

    /**
     * @param adapter under test
     * @param dataSource the same database, for looking at it past the adapter
     */
    public Replay(Adapter adapter, DataSource dataSource) {
        this.adapter = adapter;
        this.sql = new Sql(dataSource);
    }

    /**
     * Takes the steps one after the other.
     *
     * @throws Difference when database and model differ after one of them, or at the end
     */
    public void run(Step... steps) {
        run(List.of(steps));
    }

    /** Like {@link #run(Step...)}. */
    public void run(List<Step> steps) {
        run(steps, true);
    }

    /** @param thoroughly whether also to look for what shows only in a thorough comparison */
    void run(List<Step> steps, boolean thoroughly) {
        int taken = 0;
        try (World world = new World(adapter, sql, name + "-" + last.incrementAndGet())) {
            Comparison comparison = new Comparison(world);
            for (Step step : steps) {
                taken++;
                world.model().queue().tick();
                step.on(world);
                comparison = comparison.next();
                if (thoroughly && taken % THOROUGHLY == 0) {
                    comparison.thorough();
                } else {
                    comparison.quick(taken);
                }
            }
            if (thoroughly) {
                comparison.thorough();
                comparison.folded();
            }
        } catch (RuntimeException | Error e) {
            throw new Difference(taken, steps, e);
        }
    }

    /** Database and model no longer agree. */
    public static final class Difference extends AssertionError {
        private static final long serialVersionUID = 1L;

        private final transient List<Step> steps;

        private Difference(int taken, List<Step> steps, Throwable cause) {
            super("after step " + taken + ", " + steps.get(taken - 1) + ": " + cause.getMessage(), cause);
            this.steps = List.copyOf(steps.subList(0, taken));
        }

        /** What had been done, the step after which they differed last. */
        public List<Step> steps() {
            return steps;
        }
    }
}
