package dev.synod.node;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.name.Position;

/** What became of a request. Only {@link Unknown} leaves open whether it happened, and says so. */
public sealed interface Answer<T> {

    /**
     * It happened.
     *
     * @param position the answer is based on every decree up to it
     * @param known what the session that a command named knows after it; empty where it knows nothing, and for all that
     *     is no command or names no session
     */
    record Done<T>(T value, Position position, CausalContext known) implements Answer<T> {

        /** Where no session was named. */
        public Done(T value, Position position) {
            this(value, position, CausalContext.EMPTY);
        }
    }

    /** No majority within the request's time. Nothing happened. */
    record NoQuorum<T>() implements Answer<T> {}

    /** A bound of the node is reached, or it has ended. Nothing happened. */
    record Overloaded<T>() implements Answer<T> {}

    /** Proposed, but not known to be chosen: the same request again settles it. */
    record Unknown<T>() implements Answer<T> {}

    /** This node has not learned the position that the request asked for. Nothing happened. */
    record NotCaughtUp<T>() implements Answer<T> {}
}
