/** A folder of photos, tagged and searched in a terminal. {@link dev.tagging.examples.quickstart.Quickstart} is where it begins. */
@NullMarked
package dev.tagging.examples.quickstart;

import org.jspecify.annotations.NullMarked;
