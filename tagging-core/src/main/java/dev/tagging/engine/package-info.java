/**
 * The services, the workers and the maintenance behind {@link dev.tagging.Tagging}. Hosts never meet this package: {@link
 * dev.tagging.TaggingBuilder} puts it together.
 *
 * <p>Whatever is written follows one order of locks, so that nobody waits in a circle: images by ascending number, then
 * sources and new tag names, then assertions, then jobs. Providers and the host's storage are only ever asked outside
 * transactions.
 */
@NullMarked
package dev.tagging.engine;

import org.jspecify.annotations.NullMarked;
