/**
 * The names and numbers of the coordination state: a type for each, checked where it is made.
 *
 * <p>Door: the records. Imports: {@code java.lang} only. Read first: {@link Position}.
 */
@NullMarked
package dev.synod.coordination.name;

import org.jspecify.annotations.NullMarked;
