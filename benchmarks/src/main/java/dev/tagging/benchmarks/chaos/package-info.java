/**
 * Workers that are killed, frozen and cut off from their database while they tag images, and a check of everything they have
 * left behind: {@link dev.tagging.benchmarks.chaos.Chaos} is the program.
 */
@NullMarked
package dev.tagging.benchmarks.chaos;

import org.jspecify.annotations.NullMarked;
