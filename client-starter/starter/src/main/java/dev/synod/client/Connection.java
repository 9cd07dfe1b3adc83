package dev.synod.client;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** This process's session with the cluster: how sure it may be of what it has. */
public interface Connection {

    /** The session's id, such as {@code billing-0@1042}; empty while there is none. */
    Optional<String> session();

    State state();

    /** How long the session is sure to live if Synod is not heard of again; zero where there is none. */
    Duration remaining();

    /** Is told of each change of state, in a thread of its own, in their order. */
    void onChange(Consumer<State> listener);

    /** How sure this process may be that its session lives, by its own monotonic clock alone. */
    enum State {
        /** There has been no session yet. */
        CONNECTING,
        /** Synod confirmed the session a short while ago. */
        SAFE,
        /** The session lives, but a confirmation is overdue: what it has may be lost soon. */
        JEOPARDY,
        /** The session may have ended: all that it had counts as lost, and a new one is being opened. */
        EXPIRED,
        /** This process has closed it. */
        CLOSED
    }
}
