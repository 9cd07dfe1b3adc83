/**
 * Checks the specification: every model by TLC, against recorded counts; every mutant, against the law that it must
 * break; and that the laws stand where they belong. Read {@code spec/README.md} first.
 */
@NullMarked
package dev.synod.spec;

import org.jspecify.annotations.NullMarked;
