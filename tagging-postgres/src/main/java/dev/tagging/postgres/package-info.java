/**
 * Everything that is stored and searched, as SQL, once for all bridges. A bridge ({@link
 * dev.tagging.postgres.JdbcPersistence}, and those for jOOQ and JPA in modules of their own) says whose connection and
 * transaction the SQL runs in, and nothing else.
 */
@NullMarked
package dev.tagging.postgres;

import org.jspecify.annotations.NullMarked;
