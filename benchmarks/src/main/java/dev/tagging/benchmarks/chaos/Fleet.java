package dev.tagging.benchmarks.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The worker processes of a run: as many at any time as there should be. For one thread. */
final class Fleet implements AutoCloseable {

    private final Path directory;
    private final String url;
    private final Settings settings;
    private final List<WorkerProcess> all = new ArrayList<>();
    private final List<WorkerProcess> atWork = new ArrayList<>();
    private final List<WorkerProcess> leaving = new ArrayList<>();
    private final List<Process> freezers = new ArrayList<>();

    Fleet(Path directory, String url, Settings settings) throws IOException {
        this.directory = directory;
        this.url = url;
        this.settings = settings;
        for (int i = 0; i < settings.workers(); i++) {
            atWork.add(start());
        }
    }

    /** How many processes have begun to work. */
    int busy() {
        return (int) atWork.stream().filter(WorkerProcess::hasWorked).count();
    }

    /** Where the processes, also those that are gone, have written what they did. */
    List<Path> journals() {
        return all.stream()
                .filter(WorkerProcess::hasWorked)
                .map(WorkerProcess::journal)
                .toList();
    }

    /** The first place, from this one on, whose process has begun to work; this one, when there is none. */
    int busyPlace(int from) {
        return IntStream.range(from, from + atWork.size())
                .map(place -> place % atWork.size())
                .filter(place -> atWork.get(place).hasWorked())
                .findFirst()
                .orElse(from);
    }

    void kill(int place) throws IOException {
        atWork.get(place).kill();
        atWork.set(place, start());
    }

    /** Its successor begins while it still ends. */
    void closeOne(int place) throws IOException {
        WorkerProcess leaver = atWork.get(place);
        leaver.close();
        leaving.add(leaver);
        atWork.set(place, start());
    }

    void freeze(int place, Duration length) throws IOException {
        freezers.add(atWork.get(place).freeze(length));
    }

    /** @throws IllegalStateException when a process has ended that nobody had told to */
    void check() {
        atWork.stream().filter(WorkerProcess::hasFailed).findFirst().ifPresent(failed -> {
            throw new IllegalStateException(failed + " has ended by itself; see " + directory);
        });
    }

    /** Waits until nobody is frozen any more. */
    void thaw() throws InterruptedException {
        for (Process freezer : freezers) {
            freezer.waitFor();
        }
    }

    /** Lets all end in their own time, and waits for it. */
    void closeAll() throws IOException, InterruptedException {
        check();
        for (WorkerProcess worker : atWork) {
            worker.close();
        }
        for (WorkerProcess worker : leaving) {
            worker.awaitEnd();
        }
        for (WorkerProcess worker : atWork) {
            worker.awaitEnd();
        }
    }

    /** Kills all that are left. */
    @Override
    public void close() {
        all.forEach(WorkerProcess::kill);
    }

    private WorkerProcess start() throws IOException {
        WorkerProcess worker = WorkerProcess.start(all.size(), directory, url, settings);
        all.add(worker);
        return worker;
    }
}
