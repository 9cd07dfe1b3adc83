/**
 * The archive put together with the node whose events it keeps.
 *
 * <p>Door: {@link dev.synod.server.wiring.archive.LocalLedger}. Imports: {@code archive}, {@code dev.synod.node}.
 *
 * <p>Read first: {@link dev.synod.server.wiring.archive.LocalLedger}.
 */
@NullMarked
package dev.synod.server.wiring.archive;

import org.jspecify.annotations.NullMarked;
