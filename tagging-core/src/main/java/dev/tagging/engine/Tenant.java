package dev.tagging.engine;

import dev.tagging.TenantId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/**
 * Runs work for one tenant, in a transaction. Its number is remembered only when a transaction of the library's own has
 * committed with it: a host's transaction, or a part of it, may still be rolled back and the tenant with it.
 */
final class Tenant {

    private final TenantId id;
    private final Kernel kernel;
    private final Map<TenantId, Integer> numbers;

    private Tenant(TenantId id, Kernel kernel, Map<TenantId, Integer> numbers) {
        this.id = id;
        this.kernel = kernel;
        this.numbers = numbers;
    }

    TenantId id() {
        return id;
    }

    /** @param work gets the tenant's number */
    <T> T call(IntFunction<T> work) {
        Integer known = numbers.get(id);
        if (known != null) {
            return kernel.work().call(() -> work.apply(known));
        }
        boolean joined = kernel.work().isJoined();
        record Numbered<T>(int number, T result) {}
        Numbered<T> numbered = kernel.work().call(() -> {
            int number = kernel.database().images().tenantNumber(id);
            return new Numbered<>(number, work.apply(number));
        });
        if (!joined) {
            numbers.put(id, numbered.number());
        }
        return numbered.result();
    }

    void run(IntConsumer work) {
        call(number -> {
            work.accept(number);
            return true;
        });
    }

    /** The tenants of one engine. */
    static final class Directory {

        private final Kernel kernel;
        private final Map<TenantId, Integer> numbers = new ConcurrentHashMap<>();

        Directory(Kernel kernel) {
            this.kernel = kernel;
        }

        Tenant tenant(TenantId id) {
            return new Tenant(id, kernel, numbers);
        }
    }
}
