package dev.tagging.tck.persistence;

import javax.sql.DataSource;

/** How the adapter that a suite is about is made. */
public interface AdapterUnderTest {

    /** Brings an empty database to the present schema. */
    void migrate(DataSource dataSource);

    /** Makes the adapter under test, on a database with the present schema. */
    Adapter connect(DataSource dataSource);
}
