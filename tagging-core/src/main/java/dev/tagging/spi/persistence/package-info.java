/**
 * What a database adapter implements. Adapters hold queries, never rules: which tag is shown, who may overwrite whom and
 * when a job is given up is decided by the services above.
 *
 * <p>Every store method runs inside a transaction opened or joined by {@link
 * dev.tagging.spi.persistence.Transactions#required}. Images are named by the number the adapter gave them. Methods that
 * write several images lock them in ascending order of that number first, so that they never wait in a circle.
 */
@NullMarked
package dev.tagging.spi.persistence;

import org.jspecify.annotations.NullMarked;
