package dev.tagging.tck.persistence;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many threads that begin at the same moment. */
final class Crowd {

    private Crowd() {}

    /**
     * Runs {@code work} in that many threads and gives all results, by thread. The first error of any thread ends the test,
     * when all have ended.
     */
    static <T> List<T> of(int threads, Work<T> work) {
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Callable<T>> tasks = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int number = thread;
            tasks.add(() -> {
                start.await();
                return work.run(number);
            });
        }
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : executor.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new AssertionError("one of " + threads + " threads failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            executor.shutdownNow();
        }
    }

    /** What one thread does. */
    @FunctionalInterface
    interface Work<T> {
        T run(int thread) throws Exception;
    }
}
