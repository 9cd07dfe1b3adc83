package dev.synod.spring;

import java.util.Optional;

/** A method that only the leader may run was called where another leads, or nobody. */
public final class NotLeaderException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public NotLeaderException(String election, Optional<String> leader) {
        super("this process does not lead " + election + ": "
                + leader.map(other -> other + " does").orElse("nobody does, or nobody is heard of"));
    }
}
