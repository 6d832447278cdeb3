package dev.tagging.tck.model;

import dev.tagging.tck.PostgresDatabase;
import dev.tagging.tck.PostgresServer;
import dev.tagging.tck.persistence.Adapter;
import dev.tagging.tck.persistence.AdapterUnderTest;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives the tests of a class a {@link Replay}, or a list with one for each thread, on databases they have in common. */
final class ReplayExtension implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(ReplayExtension.class);
    private static final int POOL_SIZE = 4;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return isOne(parameter) || parameter.getParameter().getType() == List.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return isOne(parameter)
                ? replay(context, 0)
                : IntStream.range(0, Sequences.configuredThreads())
                        .mapToObj(thread -> replay(context, thread))
                        .toList();
    }

    private static boolean isOne(ParameterContext parameter) {
        return parameter.getParameter().getType() == Replay.class;
    }

    private static Replay replay(ExtensionContext context, int thread) {
        AdapterUnderTest contract = (AdapterUnderTest) context.getRequiredTestInstance();
        ExtensionContext ofClass = context.getParent().orElse(context);
        return ofClass.getStore(NAMESPACE)
                .getOrComputeIfAbsent(thread, any -> Lab.of(contract), Lab.class)
                .replay();
    }

    /** A database with the adapter on it, closed by JUnit after the last test. */
    private record Lab(PostgresDatabase database, Adapter adapter, Replay replay) implements AutoCloseable {

        static Lab of(AdapterUnderTest contract) {
            PostgresDatabase database = PostgresServer.newDatabase("tagging", contract::migrate);
            DataSource pool = database.dataSource(POOL_SIZE);
            Adapter adapter = contract.connect(pool);
            return new Lab(database, adapter, new Replay(adapter, pool));
        }

        @Override
        public void close() {
            adapter.close();
            database.close();
        }
    }
}
