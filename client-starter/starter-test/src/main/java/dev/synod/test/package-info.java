/**
 * What a test does to the cluster and to its own process: ends sessions, has others take locks and leads, cuts lines,
 * lets time pass.
 *
 * <p>Door: {@link SynodTest}, {@link SynodControl}. Imports: {@code embedded}, {@code client}, JUnit.
 *
 * <p>Read first: {@link SynodControl}.
 */
@NullMarked
package dev.synod.test;

import org.jspecify.annotations.NullMarked;
