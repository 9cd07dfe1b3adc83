/**
 * Checks the specification: every model by TLC, against recorded counts; every mutant, against the law that it must
 * break; and that the laws stand where they belong.
 *
 * <p>Door: {@link ModelsTest}, {@link MutantsTest}, {@link LawsTest}, {@link ActionsTest}. Imports: TLC, and the
 * engine's {@code paxos} for the names of its steps.
 *
 * <p>Read first: {@code spec/README.md}.
 */
@NullMarked
package dev.synod.spec;

import org.jspecify.annotations.NullMarked;
