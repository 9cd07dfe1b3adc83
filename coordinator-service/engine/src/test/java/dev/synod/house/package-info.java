/**
 * The house rules of the engine: what each room may import, and what the pure rooms must never touch.
 *
 * <p>Door: {@link HouseRulesTest}. Imports: ArchUnit.
 *
 * <p>Read first: {@link PureRooms}, then {@link Imports}; {@link RulesBiteTest} shows each rule red.
 */
@NullMarked
package dev.synod.house;

import org.jspecify.annotations.NullMarked;
