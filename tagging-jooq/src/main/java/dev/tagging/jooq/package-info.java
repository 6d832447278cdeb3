/** Persistence through jOOQ, in the host's own transactions, and the public views as jOOQ tables. */
@NullMarked
package dev.tagging.jooq;

import org.jspecify.annotations.NullMarked;
