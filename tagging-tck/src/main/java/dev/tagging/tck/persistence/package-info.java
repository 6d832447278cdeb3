/**
 * What every way to run the library's SQL has to do: JDBC, jOOQ, JPA.
 *
 * <p>An adapter's tests implement {@link dev.tagging.tck.persistence.PersistenceContract}, say how the adapter is made and
 * how a host of its kind runs a transaction, and inherit everything else:
 *
 * <pre>{@code
 * class JdbcPersistenceIT implements PersistenceContract {
 *
 *     @Override
 *     public void migrate(DataSource dataSource) {
 *         TaggingSchema.migrate(dataSource);
 *     }
 *
 *     @Override
 *     public Adapter connect(DataSource dataSource) {
 *         return new JdbcAdapter(dataSource);
 *     }
 * }
 * }</pre>
 *
 * <p>The rules are grouped by theme, one interface each, and hold for the public services. Ports are only called where no
 * service reaches them. Every test has a tenant and a pipeline of its own, so that tests of one class can share a database
 * and run at the same time; those that look at the whole database say so with {@code @OwnDatabase}. After each test that
 * passed, everything derived (search vectors, shown tags, counts) is compared with what it is derived from.
 */
@NullMarked
package dev.tagging.tck.persistence;

import org.jspecify.annotations.NullMarked;
