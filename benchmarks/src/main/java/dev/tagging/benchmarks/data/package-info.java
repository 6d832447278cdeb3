/** A collection of a million images, made from a seed, for the library and for the plain way of doing it. */
@NullMarked
package dev.tagging.benchmarks.data;

import org.jspecify.annotations.NullMarked;
