/**
 * The instance put together: its settings checked, its adapters opened, its doors opened last and closed first.
 *
 * <p>Door: {@link Run}. Imports: every other package of the server; nothing imports this one but the process itself.
 *
 * <p>Read first: {@link SynodProperties}, {@link Plan}, {@link Wiring}, {@link NodeLifecycle}.
 */
@NullMarked
package dev.synod.server.wiring;

import org.jspecify.annotations.NullMarked;
