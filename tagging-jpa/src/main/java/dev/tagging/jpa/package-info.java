/** Persistence through Jakarta Persistence, in the host's own transactions, and read-only entities over the public views. */
@NullMarked
package dev.tagging.jpa;

import org.jspecify.annotations.NullMarked;
