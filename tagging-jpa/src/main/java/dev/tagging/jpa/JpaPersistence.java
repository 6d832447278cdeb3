package dev.tagging.jpa;

import dev.tagging.postgres.Bridge;
import dev.tagging.postgres.PostgresPersistence;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps everything in PostgreSQL through the connections and transactions of a Jakarta Persistence 3.2 provider; proven on
 * Hibernate and EclipseLink. To take part in a transaction of the host's, run the calls inside {@code
 * join(entityManager, () -> …)}: what the entity manager has pending is flushed first, so that both see the same data.
 *
 * <p>The entities of {@link #entities()} are not refreshed by what the library writes: {@code refresh} or {@code clear} them
 * as after any SQL.
 */
public final class JpaPersistence extends PostgresPersistence<EntityManager> {

    private JpaPersistence(JpaBridge bridge) {
        super(bridge);
    }

    /**
     * Makes an adapter whose own transactions are resource-local ones of {@code factory}; READ COMMITTED is expected. None of
     * the library's entities need be part of its persistence unit.
     */
    public static JpaPersistence create(EntityManagerFactory factory) {
        return new JpaPersistence(new JpaBridge(factory));
    }

    /** The read-only entities over the public views, for hosts that list their classes. */
    public static List<Class<?>> entities() {
        return List.of(ImageView.class, TagView.class, ImageTagView.class);
    }

    private static final class JpaBridge extends Bridge<EntityManager> {

        private final EntityManagerFactory factory;

        JpaBridge(EntityManagerFactory factory) {
            this.factory = factory;
        }

        @Override
        protected void requireBegun(EntityManager entityManager) {
            if (!entityManager.isJoinedToTransaction()) {
                throw new IllegalStateException(
                        "this EntityManager is in no transaction: call getTransaction().begin() before joining");
            }
        }

        @Override
        protected void runOwn(Work<EntityManager> work) {
            try (EntityManager entityManager = factory.createEntityManager()) {
                EntityTransaction transaction = entityManager.getTransaction();
                transaction.begin();
                try {
                    work.run(entityManager);
                    transaction.commit();
                } catch (RuntimeException | Error e) {
                    rollback(transaction, e);
                    throw e;
                }
            }
        }

        /** What went wrong first counts; on a dead connection nothing can be rolled back, nor need it. */
        private static void rollback(EntityTransaction transaction, Throwable reason) {
            try {
                if (transaction.isActive()) {
                    transaction.rollback();
                }
            } catch (RuntimeException e) {
                reason.addSuppressed(e);
            }
        }

        @Override
        protected <T> T onConnection(EntityManager entityManager, ConnectionWork<T> work) throws SQLException {
            entityManager.flush();
            return entityManager.<Connection, T>callWithConnection(
                    connection -> work.run(connection == null ? unwrapped(entityManager) : connection));
        }

        /** EclipseLink 5.0 calls the function with null, and gives its connection this way; Hibernate does not. */
        private static Connection unwrapped(EntityManager entityManager) {
            @Nullable Connection connection = entityManager.unwrap(Connection.class);
            if (connection == null) {
                throw new IllegalStateException("the persistence provider gives no JDBC connection");
            }
            return connection;
        }
    }
}
