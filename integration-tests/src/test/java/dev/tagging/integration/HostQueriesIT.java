package dev.tagging.integration;

import static dev.tagging.jooq.TaggingViews.IMAGE_TAG_V1;
import static dev.tagging.jooq.TaggingViews.TAG_V1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.tagging.HostFilter;
import dev.tagging.ImageId;
import dev.tagging.NewImage;
import dev.tagging.SearchRequest;
import dev.tagging.Tagging;
import dev.tagging.UserId;
import dev.tagging.jpa.ImageTagView;
import dev.tagging.jpa.ImageView;
import dev.tagging.jpa.JpaPersistence;
import dev.tagging.jpa.TagView;
import dev.tagging.postgres.JdbcPersistence;
import dev.tagging.postgres.TaggingSchema;
import dev.tagging.tck.PostgresDatabase;
import dev.tagging.tck.PostgresServer;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.PersistenceUnitTransactionType;
import java.sql.Connection;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host joins its own table with the public views, in JPQL, in jOOQ and in a search. */
class HostQueriesIT {

    private static final UserId ANN = UserId.of("ann");

    private static PostgresDatabase database;
    private static DataSource dataSource;
    private static Tagging tagging;

    @BeforeAll
    static void aShopWithTaggedPhotos() throws Exception {
        database = PostgresServer.newDatabase("tagging", TaggingSchema::migrate);
        dataSource = database.dataSource(4);
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema shop");
            statement.execute("create table shop.photo (id bigint primary key, title text not null)");
            statement.execute("insert into shop.photo values (1, 'Dunes'), (2, 'Alley'), (3, 'Pier')");
        }
        tagging = Tagging.builder()
                .persistence(JdbcPersistence.create(dataSource))
                .build();
        for (long id = 1; id <= 3; id++) {
            tagging.catalog().register(NewImage.of(ImageId.of(id), "photo" + id + ".jpg"));
        }
        tagging.tags().add(ImageId.of(1), "beach", ANN);
        tagging.tags().add(ImageId.of(3), "beach", ANN);
        tagging.tags().add(ImageId.of(3), "sunset", ANN);
        tagging.tags().add(ImageId.of(2), "beach", ANN);
        tagging.tags().remove(ImageId.of(2), "beach", ANN);
    }

    @AfterAll
    static void close() {
        tagging.close();
        database.close();
    }

    @Test
    void in_jooq() {
        DSLContext dsl = DSL.using(dataSource, SQLDialect.POSTGRES);
        Field<Long> id = field(name("shop", "photo", "id"), Long.class);
        Field<String> title = field(name("shop", "photo", "title"), String.class);

        var titles = dsl.select(title)
                .from(table(name("shop", "photo")))
                .join(IMAGE_TAG_V1)
                .on(IMAGE_TAG_V1.IMAGE_ID_LONG.eq(id))
                .where(IMAGE_TAG_V1.NAME.eq("beach"))
                .orderBy(title)
                .fetch(title);
        var tag = TAG_V1.as("t");
        long uses = dsl.select(tag.USAGE_COUNT)
                .from(tag)
                .where(tag.NAME.eq("beach"))
                .fetchSingle(tag.USAGE_COUNT);

        assertThat(titles).containsExactly("Dunes", "Pier");
        assertThat(uses).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.hibernate.jpa.HibernatePersistenceProvider",
                "org.eclipse.persistence.jpa.PersistenceProvider"
            })
    void in_jpql(String provider) {
        try (EntityManagerFactory factory = entityManagerFactory(provider);
                EntityManager entityManager = factory.createEntityManager()) {
            var titles = entityManager
                    .createQuery(
                            """
                            select p.title from Photo p
                            join ImageView i on i.imageIdLong = p.id
                            join i.tags t
                            where t.name = :tag
                            order by p.title
                            """,
                            String.class)
                    .setParameter("tag", "beach")
                    .getResultList();
            ImageTagView pier = entityManager
                    .createQuery(
                            "select t from ImageTagView t where t.imageIdLong = 3 and t.name = 'sunset'",
                            ImageTagView.class)
                    .getSingleResult();
            TagView beach = entityManager
                    .createQuery("select t from TagView t where t.name = 'beach'", TagView.class)
                    .getSingleResult();
            ImageView image =
                    entityManager.find(ImageView.class, pier.getImage().getImageNo());

            assertThat(titles).containsExactly("Dunes", "Pier");
            assertThat(pier.getTag().getName()).isEqualTo("sunset");
            assertThat(pier.getSource()).isEqualTo("USER");
            assertThat(image.getTags()).extracting(ImageTagView::getName).containsExactlyInAnyOrder("beach", "sunset");
            assertThat(beach.getUsageCount()).isEqualTo(2);
            assertThat(beach.getImages()).extracting(ImageTagView::getImageId).containsExactlyInAnyOrder("1", "3");
        }
    }

    @Test
    void in_a_search() {
        var results = tagging.search()
                .search(SearchRequest.of("beach")
                        .where(HostFilter.sql(
                                "exists (select from shop.photo p where p.id = image_id_long and p.title like ?)",
                                "P%")));

        assertThat(results.hits()).extracting(hit -> hit.image().id()).containsExactly(ImageId.of(3));
        assertThat(results.total()).isEqualTo(1);
    }

    private static EntityManagerFactory entityManagerFactory(String provider) {
        PersistenceConfiguration configuration = new PersistenceConfiguration("shop")
                .provider(provider)
                .transactionType(PersistenceUnitTransactionType.RESOURCE_LOCAL)
                .managedClass(Photo.class)
                .property("jakarta.persistence.nonJtaDataSource", dataSource)
                .property("eclipselink.weaving", "false")
                .property("eclipselink.logging.level", "WARNING");
        JpaPersistence.entities().forEach(configuration::managedClass);
        return configuration.createEntityManagerFactory();
    }
}
