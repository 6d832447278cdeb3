@NullMarked
package dev.tagging.benchmarks.chaos;

import org.jspecify.annotations.NullMarked;
