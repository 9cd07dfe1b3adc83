/**
 * What a test does to the cluster, to its own process and to the application in it: ends sessions, has others take
 * locks and leads, cuts lines, fails databases, lets time pass.
 *
 * <p>Door: {@link SynodTest}, {@link SynodControl}. Imports: {@code embedded}, {@code client}, {@code spring}, JUnit,
 * Spring.
 *
 * <p>Read first: {@link SynodControl}.
 */
@NullMarked
package dev.synod.test;

import org.jspecify.annotations.NullMarked;
