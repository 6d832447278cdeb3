package dev.tagging.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tagging.UserId;
import dev.tagging.spi.persistence.AssertionStore;
import dev.tagging.spi.persistence.AssertionStore.AiAssertion;
import dev.tagging.spi.persistence.AssertionStore.ImageAndTag;
import dev.tagging.spi.persistence.JobQueue;
import dev.tagging.spi.persistence.JobQueue.Claim;
import dev.tagging.spi.persistence.Persistence;
import dev.tagging.tck.PostgresDatabase;
import dev.tagging.tck.PostgresServer;
import dev.tagging.tck.model.Replay;
import dev.tagging.tck.model.Replay.Difference;
import dev.tagging.tck.model.Sequences;
import dev.tagging.tck.model.Sequences.Found;
import dev.tagging.tck.model.Step;
import dev.tagging.tck.persistence.Adapter;
import dev.tagging.tck.persistence.Sql;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Bugs planted into the database or the adapter are found by the model-based tests, and shown in a few steps. */
class PlantedBugIT {

    private static final Sequences SEQUENCES = new Sequences(1, 100, 60);

    @RegisterExtension
    final PostgresDatabase database = PostgresServer.newDatabase("tagging", TaggingSchema::migrate);

    private final DataSource pool = database.dataSource(4);
    private final Adapter sound = JdbcAdapter.create(pool);

    @Test
    void aMissedDeltaIsFound() {
        plant("before insert on tagging.tag_count_deltas for each row when (new.delta < 0)", "return null;");

        assertThat(found(sound)).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void aMissedVectorIsFound() {
        new Sql(pool).update("drop trigger images_renamed on tagging.images");

        assertThat(found(sound)).hasSizeLessThanOrEqualTo(3).anyMatch(step -> step instanceof Step.Register);
    }

    @Test
    void aTagThatAnAiRunResurrectsIsFound() {
        AssertionStore assertions = sound.persistence().assertions();
        Adapter broken = with(AssertionStore.class, assertions, (method, arguments) -> {
            Object answer = method.invoke(assertions, arguments);
            if (method.getName().equals("replace")) {
                Set<ImageAndTag> said = new HashSet<>();
                ((Collection<?>) arguments[2])
                        .forEach(tag -> said.add(new ImageAndTag((int) arguments[0], ((AiAssertion) tag).tag())));
                assertions.restore(said, UserId.of("nobody"));
            }
            return answer;
        });

        assertThat(found(broken))
                .hasSizeLessThanOrEqualTo(4)
                .anyMatch(step -> step instanceof Step.Remove || step instanceof Step.RemoveAll);
    }

    @Test
    void aRestoreThatLosesWhatModelsSaidIsFound() {
        plant(
                "after delete on tagging.tag_removals for each row",
                """
                delete from tagging.image_tags
                where image_no = old.image_no and tag_no = old.tag_no and source_no <> 0; return null;
                """);

        assertThat(found(sound)).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void aRetractionThatTakesPeoplesWordsTooIsFound() {
        plant(
                "after delete on tagging.image_tags for each row when (old.source_no <> 0)",
                "delete from tagging.image_tags where image_no = old.image_no and tag_no = old.tag_no; return null;");

        assertThat(found(sound)).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void anUnfencedCompletionIsFound() {
        JobQueue jobs = sound.persistence().jobs();
        Adapter broken = with(JobQueue.class, jobs, (method, arguments) -> {
            if (!method.getName().equals("complete")) {
                return method.invoke(jobs, arguments);
            }
            Claim claim = (Claim) arguments[0];
            jobs.completeAny(claim.imageNumber(), claim.pipeline(), null);
            return true;
        });

        assertThat(found(broken)).hasSizeLessThanOrEqualTo(4).last().isInstanceOf(Step.Complete.class);
    }

    @Test
    void aLeaseThatIsRenewedAfterItsLossIsFound() {
        JobQueue jobs = sound.persistence().jobs();
        Adapter broken = with(JobQueue.class, jobs, (method, arguments) -> {
            Object renewed = method.invoke(jobs, arguments);
            return method.getName().equals("renew") ? new HashSet<>((Collection<?>) arguments[0]) : renewed;
        });

        assertThat(found(broken)).hasSizeLessThanOrEqualTo(4).last().isInstanceOf(Step.Renew.class);
    }

    @Test
    void aLossThatIsNotCountedIsFound() {
        plant(
                "before update on tagging.tagging_jobs for each row when (new.losses > old.losses)",
                "new.losses := old.losses; return new;");

        assertThat(found(sound)).hasSizeLessThanOrEqualTo(4).last().isInstanceOf(Step.Claim.class);
    }

    @Test
    void aHostTransactionThatIsNotJoinedIsFound() {
        Adapter broken = new Broken(sound, sound.persistence(), true);

        assertThat(found(broken)).hasSizeLessThanOrEqualTo(2).last().isInstanceOf(Step.InTransaction.class);
    }

    @Test
    void whatIsPrintedRepeatsWhatWasFound(@TempDir Path directory) throws Exception {
        plant("before insert on tagging.tag_count_deltas for each row when (new.delta < 0)", "return null;");
        Found found = search(sound);
        assertThat(found).hasMessageContaining(found.test());

        Path source = directory.resolve("PastedIT.java");
        Files.writeString(source, pasted(found.test()));
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-cp", System.getProperty("java.class.path"), source.toString()))
                .isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
            Class<?> pasted = loader.loadClass("PastedIT");
            Method test = pasted.getDeclaredMethod("databaseAndModelAgree", Replay.class);
            test.setAccessible(true);
            Constructor<?> constructor = pasted.getDeclaredConstructor();
            constructor.setAccessible(true);
            Object instance = constructor.newInstance();

            InvocationTargetException failure = catchThrowableOfType(
                    InvocationTargetException.class, () -> test.invoke(instance, new Replay(sound, pool)));
            new Sql(pool).update("drop trigger planted on tagging.tag_count_deltas");

            assertThat(failure.getCause())
                    .isInstanceOfSatisfying(Difference.class, difference -> assertThat(difference.steps())
                            .isEqualTo(found.steps()));
            assertThatNoException().isThrownBy(() -> test.invoke(instance, new Replay(sound, pool)));
        }
    }

    /** The class that somebody makes of the printed test. */
    private static String pasted(String test) {
        String imports = test.lines()
                .filter(line -> line.startsWith("// import"))
                .map(line -> line.substring("// ".length()))
                .collect(Collectors.joining("\n"));
        return imports + "\n\nclass PastedIT {\n" + test + "}\n";
    }

    private List<Step> found(Adapter adapter) {
        return search(adapter).steps();
    }

    private Found search(Adapter adapter) {
        Found found = catchThrowableOfType(Found.class, () -> SEQUENCES.check(List.of(new Replay(adapter, pool))));
        assertThat(found).as("a difference").isNotNull();
        return found;
    }

    private void plant(String when, String body) {
        Sql sql = new Sql(pool);
        sql.update("create function public.planted() returns trigger language plpgsql as $$ begin " + body + " end $$");
        String table = when.replaceAll(".* on (\\S+) .*", "$1");
        assertThat(table).startsWith("tagging.");
        sql.update("create trigger planted " + when + " execute function public.planted()");
    }

    /** The sound adapter with another port in the place of one. */
    private <T> Adapter with(Class<T> type, T port, Call call) {
        Persistence persistence = sound.persistence();
        T broken = proxy(type, call);
        return new Broken(
                sound,
                proxy(Persistence.class, (method, arguments) -> {
                    Object answer = method.invoke(persistence, arguments);
                    return answer == port ? broken : answer;
                }),
                false);
    }

    private static <T> T proxy(Class<T> port, Call call) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    try {
                        return call.call(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    /** How a broken port answers. */
    @FunctionalInterface
    private interface Call {
        Object call(Method method, Object[] arguments) throws ReflectiveOperationException;
    }

    /** A sound adapter with another persistence, or one that overlooks the host's transactions. */
    private record Broken(Adapter real, Persistence persistence, boolean overlooksTransactions) implements Adapter {

        @Override
        public void inHostTransaction(HostWork work) throws Exception {
            real.inHostTransaction(transaction -> work.run(new HostTransaction() {

                @Override
                public void execute(String sql) throws Exception {
                    transaction.execute(sql);
                }

                @Override
                public void join(Runnable joined) {
                    if (overlooksTransactions) {
                        joined.run();
                    } else {
                        transaction.join(joined);
                    }
                }
            }));
        }
    }
}
