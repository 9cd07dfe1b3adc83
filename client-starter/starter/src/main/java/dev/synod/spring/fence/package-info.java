/**
 * Fencing that the database enforces: a guard row keeps the largest token that was ever raised for a name.
 *
 * <p>Whoever takes over raises the row before it reads, in a short transaction of its own. Whoever wants to commit
 * looks once more, at the end, with a shared lock that it keeps until it has committed. So a holder that stands still
 * in the middle of its transaction keeps nobody out; when it goes on, it finds the row raised and cannot commit. One
 * that stands still between that look and its commit may still commit, and until it has, or its connection is cut, the
 * next cannot raise the row: it waits and then reads what was written. Raising only at the end would let it read
 * before that.
 *
 * <p>Door: {@link FenceGuard}, {@link FenceFilter}. Imports: {@code spring}, {@code spring.advice}, {@code client},
 * Spring's JDBC and web.
 *
 * <p>Read first: {@link FenceGuard}, then {@link GuardRow}.
 */
@NullMarked
package dev.synod.spring.fence;

import org.jspecify.annotations.NullMarked;
