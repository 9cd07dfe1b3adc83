/**
 * What the adapters that keep rows in a database have in common: how one is begun, and ended.
 *
 * <p>Door: {@link dev.synod.server.database.RowStore}. Imports: Flyway, Hibernate, Spring Data.
 *
 * <p>Read first: {@link dev.synod.server.database.RowStore}.
 */
@NullMarked
package dev.synod.server.database;

import org.jspecify.annotations.NullMarked;
