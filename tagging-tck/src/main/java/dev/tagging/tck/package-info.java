/**
 * A real PostgreSQL for tests, and the contracts that adapters and providers have to pass.
 *
 * <p>{@link dev.tagging.tck.PostgresServer} gives databases. The contracts live in the packages below this one.
 */
@NullMarked
package dev.tagging.tck;

import org.jspecify.annotations.NullMarked;
