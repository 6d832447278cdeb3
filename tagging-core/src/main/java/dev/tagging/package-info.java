/**
 * Tags, a durable tagging queue and search for the images of a host application.
 *
 * <p>Start at {@link dev.tagging.Tagging#builder()}. Collections handed out are unmodifiable and never null; methods that
 * take collections accept duplicates and ignore them unless their documentation says otherwise.
 */
@NullMarked
package dev.tagging;

import org.jspecify.annotations.NullMarked;
