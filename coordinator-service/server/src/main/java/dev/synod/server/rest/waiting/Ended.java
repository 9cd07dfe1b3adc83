package dev.synod.server.rest.waiting;

/** How a wait ended. */
public sealed interface Ended<T> {

    /** The node answered: what was waited for, or that the time is over. */
    record Answered<T>(T answer) implements Ended<T> {}

    /** The client hung up. */
    record ClientGone<T>() implements Ended<T> {}

    /** This instance closes. */
    record Closing<T>() implements Ended<T> {}
}
