/**
 * The words of the REST API as records: what service and starter share.
 *
 * <p>Door: the records themselves. Imports: {@code java}, jspecify, and Jackson's annotations where JSON differs
 * from the record; an empty Optional is null in JSON, or absent where the record says so.
 *
 * <p>Read first: {@link dev.synod.api.Hold}, then {@link dev.synod.api.ProblemType}.
 */
@NullMarked
package dev.synod.api;

import org.jspecify.annotations.NullMarked;
