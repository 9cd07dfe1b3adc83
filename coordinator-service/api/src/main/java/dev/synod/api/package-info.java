/**
 * The words of the REST API as records: what service and starter share.
 *
 * <p>Door: the records themselves. Imports: {@code java} and jspecify only. Read first: {@link dev.synod.api.Hold}.
 */
@NullMarked
package dev.synod.api;

import org.jspecify.annotations.NullMarked;
