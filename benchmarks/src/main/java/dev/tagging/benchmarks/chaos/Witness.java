package dev.tagging.benchmarks.chaos;

import dev.tagging.Image;
import dev.tagging.spi.persistence.AssertionStore;
import dev.tagging.spi.persistence.BackfillStore;
import dev.tagging.spi.persistence.ImageStore;
import dev.tagging.spi.persistence.ImageStore.Owned;
import dev.tagging.spi.persistence.JobQueue;
import dev.tagging.spi.persistence.JobQueue.Claim;
import dev.tagging.spi.persistence.JobQueue.Claimed;
import dev.tagging.spi.persistence.JobQueue.Outcome;
import dev.tagging.spi.persistence.Persistence;
import dev.tagging.spi.persistence.SearchIndex;
import dev.tagging.spi.persistence.TagStore;
import dev.tagging.spi.persistence.Transactions;
import dev.tagging.spi.persistence.UsageStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A database that is looked over the shoulder. It notes which writes the database refused because the claim no longer held. And
 * it puts the claim under which an image was taken from the queue into the image's filename, which nothing but the
 * {@link dev.tagging.ImageSource} looks at: so the claim comes with the image, also where a process has been given the same image
 * twice, and is still at work under the first claim.
 */
final class Witness implements Persistence {

    private static final char CLAIM = '#';

    private final Persistence database;
    private final Journal journal;
    private final boolean fenced;
    private final JobQueue jobs;
    private final ImageStore images;
    private final Map<Integer, String> ids = new ConcurrentHashMap<>();
    private final ThreadLocal<Map<Integer, Long>> justClaimed = ThreadLocal.withInitial(Map::of);

    /** @param fenced false to let completions under claims that no longer hold pass for good ones */
    Witness(Persistence database, Journal journal, boolean fenced) {
        this.database = database;
        this.journal = journal;
        this.fenced = fenced;
        this.jobs = watched(JobQueue.class, database.jobs(), this::onJobs);
        this.images = watched(ImageStore.class, database.images(), this::onImages);
    }

    /** The claim under which an image was taken, from its filename. */
    static long claimIn(String filename) {
        return Long.parseLong(filename.substring(filename.lastIndexOf(CLAIM) + 1));
    }

    private @Nullable Object onJobs(Method method, Object[] arguments, @Nullable Object result) {
        if (result instanceof Claimed claimed) {
            justClaimed.set(claimed.claims().stream().collect(Collectors.toMap(Claim::imageNumber, Claim::number)));
        } else if (arguments.length > 0 && arguments[0] instanceof Claim claim) {
            boolean stale = Boolean.FALSE.equals(result) || result == Outcome.STALE;
            if (stale) {
                journal.refused(method.getName(), Objects.requireNonNull(ids.get(claim.imageNumber())), claim.number());
                return method.getName().equals("complete") && !fenced ? true : result;
            }
        }
        return result;
    }

    /** Whoever has claimed jobs asks next, in the same transaction, which images they are about. */
    private @Nullable Object onImages(Method method, Object[] arguments, @Nullable Object result) {
        if (!method.getName().equals("byNumber") || !(result instanceof Map<?, ?> found)) {
            return result;
        }
        Map<Integer, Owned> marked = new HashMap<>();
        found.forEach((number, owned) -> marked.put((Integer) number, marked((Integer) number, (Owned) owned)));
        justClaimed.remove();
        return marked;
    }

    private Owned marked(Integer number, Owned owned) {
        Image image = owned.image();
        ids.put(number, image.id().value());
        Long claim = justClaimed.get().get(number);
        return claim == null
                ? owned
                : new Owned(
                        owned.tenantNumber(),
                        owned.tenant(),
                        new Image(
                                image.id(),
                                image.filename() + CLAIM + claim,
                                image.owner(),
                                image.contentType(),
                                image.width(),
                                image.height(),
                                image.contentVersion(),
                                image.createdAt()));
    }

    private static <T> T watched(Class<T> type, T target, Watch watch) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(target, arguments);
                        return watch.seen(method, arguments == null ? new Object[0] : arguments, result);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                }));
    }

    @Override
    public Transactions transactions() {
        return database.transactions();
    }

    @Override
    public ImageStore images() {
        return images;
    }

    @Override
    public TagStore tags() {
        return database.tags();
    }

    @Override
    public AssertionStore assertions() {
        return database.assertions();
    }

    @Override
    public SearchIndex search() {
        return database.search();
    }

    @Override
    public JobQueue jobs() {
        return jobs;
    }

    @Override
    public BackfillStore backfills() {
        return database.backfills();
    }

    @Override
    public UsageStore usage() {
        return database.usage();
    }

    /** Told of every call that returned; answers with what its caller shall get. */
    @FunctionalInterface
    private interface Watch {
        @Nullable
        Object seen(Method method, Object[] arguments, @Nullable Object result);
    }
}
