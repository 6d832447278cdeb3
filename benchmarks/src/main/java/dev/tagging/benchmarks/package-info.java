/**
 * Programs that prove what the documentation claims: {@code docs/reliability.md} and {@code docs/benchmarks.md} name the command
 * of each.
 */
@NullMarked
package dev.tagging.benchmarks;

import org.jspecify.annotations.NullMarked;
