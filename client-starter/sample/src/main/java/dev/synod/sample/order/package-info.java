/**
 * Orders: what customers owe to sellers.
 *
 * <p>Door: {@link Orders}, {@link OrderController}. Imports: Spring, the starter.
 *
 * <p>Read first: {@link OrderController}.
 */
@NullMarked
package dev.synod.sample.order;

import org.jspecify.annotations.NullMarked;
