/**
 * Methods that are given the events of a topic: one process reads for each listener, and a cursor keeps how far it is.
 *
 * <p>Door: {@link CausalCursor}. Imports: {@code spring}, {@code spring.advice}, {@code spring.boot}, {@code client},
 * Jackson; Spring's JDBC where it is there.
 *
 * <p>Read first: {@link Reading}, then {@link Listening} and the cursors.
 */
@NullMarked
package dev.synod.spring.listen;

import org.jspecify.annotations.NullMarked;
