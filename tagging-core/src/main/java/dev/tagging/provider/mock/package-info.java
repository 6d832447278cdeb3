/** A provider that looks at nothing: for tests, demonstrations and development. It is used only where it is named. */
@NullMarked
package dev.tagging.provider.mock;

import org.jspecify.annotations.NullMarked;
