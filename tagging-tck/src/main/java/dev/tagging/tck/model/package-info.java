/**
 * Random sequences of everything people, models, workers and operators do, run through an adapter and against a small model
 * of the rules in memory.
 *
 * <p>An adapter's tests implement {@link dev.tagging.tck.model.ModelContract} as they implement {@link
 * dev.tagging.tck.persistence.PersistenceContract}. A sequence is a list of {@linkplain dev.tagging.tck.model.Step steps},
 * each of which can be taken in any state. After each step the database and the model are compared: what people see on each
 * image and who said it, the vocabulary with its counts, what searches find, and the jobs with their attempts, losses, claims
 * and due times. A sequence after which they differ is made as short as can be and printed as a test to paste into the class
 * that found it.
 *
 * <p>The model knows neither SQL nor the library's engine. It is written from the documented rules alone, in sets and maps.
 */
@NullMarked
package dev.tagging.tck.model;

import org.jspecify.annotations.NullMarked;
