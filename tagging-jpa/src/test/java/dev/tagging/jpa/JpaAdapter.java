package dev.tagging.jpa;

import dev.tagging.tck.persistence.Adapter;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.PersistenceUnitTransactionType;
import javax.sql.DataSource;

/** A host with Jakarta Persistence and resource-local transactions. */
record JpaAdapter(EntityManagerFactory factory, JpaPersistence persistence) implements Adapter {

    static JpaAdapter create(String provider, DataSource dataSource) {
        PersistenceConfiguration configuration = new PersistenceConfiguration("host")
                .provider(provider)
                .transactionType(PersistenceUnitTransactionType.RESOURCE_LOCAL)
                .property("jakarta.persistence.nonJtaDataSource", dataSource)
                .property("eclipselink.weaving", "false")
                .property("eclipselink.logging.level", "SEVERE");
        EntityManagerFactory factory = configuration.createEntityManagerFactory();
        return new JpaAdapter(factory, JpaPersistence.create(factory));
    }

    @Override
    public void inHostTransaction(HostWork work) throws Exception {
        try (EntityManager entityManager = factory.createEntityManager()) {
            entityManager.getTransaction().begin();
            try {
                work.run(new JpaTransaction(persistence, entityManager));
                entityManager.getTransaction().commit();
            } finally {
                if (entityManager.getTransaction().isActive()) {
                    entityManager.getTransaction().rollback();
                }
            }
        }
    }

    @Override
    public void close() {
        factory.close();
    }

    private record JpaTransaction(JpaPersistence persistence, EntityManager entityManager) implements HostTransaction {

        @Override
        public void execute(String sql) {
            entityManager.createNativeQuery(sql).executeUpdate();
        }

        @Override
        public void join(Runnable work) {
            persistence.join(entityManager, work);
        }
    }
}
