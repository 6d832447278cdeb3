/** Providers side by side: what they get right, how long they take, and whether their confidences mean anything. */
@NullMarked
package dev.tagging.examples.evaluate;

import org.jspecify.annotations.NullMarked;
