/**
 * The house rules that a look at the sources holds: of every module, and of the server's rooms.
 *
 * <p>Door: {@link SourcesTest}, {@link ServerRoomsTest}. Imports: the compiler's trees, ArchUnit.
 *
 * <p>Read first: {@link SourceRules}, then {@link Words}; {@link SourceRulesBiteTest} shows each rule red.
 */
@NullMarked
package dev.synod.server.house;

import org.jspecify.annotations.NullMarked;
