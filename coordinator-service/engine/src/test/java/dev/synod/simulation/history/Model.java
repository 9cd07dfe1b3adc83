package dev.synod.simulation.history;

import java.util.List;

/**
 * How one thing behaves when one operation happens after the other, told a second time and independently of the
 * production code.
 *
 * @param <S> its states, compared by content
 */
public interface Model<S> {

    S initial();

    /**
     * The states that an operation may lead to, given what it was answered; any answer will do where it is open. Empty
     * where it cannot have happened in {@code state}.
     *
     * @param position of the decree, where it is known; else 0, and tokens remain unknown
     */
    List<S> after(S state, Operation operation, long position);
}
