package dev.synod.simulation.client;

import dev.synod.node.Answer;

/** What a client hears of a request. */
sealed interface Reply<T> {

    record Told<T>(Answer<T> answer) implements Reply<T> {}

    /** Nobody listens there: nothing happened. */
    record Refused<T>() implements Reply<T> {}

    /** The connection broke, or nothing came in time: it may have happened. */
    record Silence<T>() implements Reply<T> {}
}
