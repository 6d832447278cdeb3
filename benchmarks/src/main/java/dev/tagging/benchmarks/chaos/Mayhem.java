package dev.tagging.benchmarks.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** What is done to the workers and the database, and when: an endless row of blows that the seed decides. */
final class Mayhem {

    /** Blows before the database is hit again: while it recovers, there is nothing that could be harmed. */
    private static final int BETWEEN_RESTARTS = 5;

    private final Settings settings;
    private final Random random;
    private final Deque<Blow> first;
    private int sinceRestart;

    Mayhem(Settings settings) {
        this.settings = settings;
        this.random = new Random(settings.seed() ^ 0x2545f4914f6cdd1dL);
        List<Blow> all = new ArrayList<>(Arrays.asList(Blow.values()));
        Collections.shuffle(all, random);
        this.first = new ArrayDeque<>(all);
    }

    /** Kinds of blow, and how many of a hundred are of each. */
    enum Blow {
        /** SIGKILL to a worker. */
        KILL(48),
        /** SIGSTOP to a worker, and SIGCONT after its leases have ended. */
        FREEZE(27),
        /** A worker is closed as by a new deployment. */
        CLOSE(8),
        /** The database is ended in immediate mode, and recovers. */
        RESTART(17);

        private final int share;

        Blow(int share) {
            this.share = share;
        }
    }

    /**
     * One of them.
     *
     * @param pause before it
     * @param place whom it hits
     * @param length how long a worker is frozen, or the database is down
     */
    record Step(Duration pause, Blow blow, int place, Duration length) {}

    /** The next blow; the first ones are one of each kind. */
    Step next() {
        Duration pause = times(settings.calm(), 0.3, 1.7);
        Blow drawn = draw();
        Blow blow = first.isEmpty() ? drawn : first.remove();
        if (blow == Blow.RESTART && sinceRestart < BETWEEN_RESTARTS && first.isEmpty()) {
            blow = Blow.KILL;
        }
        sinceRestart = blow == Blow.RESTART ? 0 : sinceRestart + 1;
        int place = random.nextInt(settings.workers());
        Duration length =
                blow == Blow.FREEZE ? times(settings.lease(), 1.3, 2.5) : times(Duration.ofSeconds(1), 0, 1.5);
        return new Step(pause, blow, place, length);
    }

    /** Whether there has been one of each kind. */
    boolean hasShownEverything() {
        return first.isEmpty();
    }

    private Blow draw() {
        int number = random.nextInt(100);
        for (Blow blow : Blow.values()) {
            number -= blow.share;
            if (number < 0) {
                return blow;
            }
        }
        return Blow.KILL;
    }

    private Duration times(Duration length, double least, double most) {
        return Duration.ofMillis((long) (length.toMillis() * (least + (most - least) * random.nextDouble())));
    }
}
