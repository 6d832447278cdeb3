/**
 * What people type into a search box and what it means. {@link dev.tagging.search.QueryParser} reads the text into a
 * {@link dev.tagging.search.SearchExpression}; {@link dev.tagging.search.SearchWords} cuts queries and filenames into words
 * by the same rules, so that what was indexed is found.
 */
@NullMarked
package dev.tagging.search;

import org.jspecify.annotations.NullMarked;
