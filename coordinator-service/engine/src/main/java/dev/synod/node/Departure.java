package dev.synod.node;

import dev.synod.paxos.NodeId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The wish to preside no longer: while it lasts, nothing new is proposed. */
final class Departure {

    private Optional<CompletableFuture<Boolean>> wanted = Optional.empty();
    private Optional<NodeId> successor = Optional.empty();

    boolean isWanted() {
        return wanted.isPresent();
    }

    /** Whom to hand over to, where that was said. */
    Optional<NodeId> successor() {
        return successor;
    }

    void begin(Optional<NodeId> to, CompletableFuture<Boolean> done) {
        done();
        successor = to;
        wanted = Optional.of(done);
    }

    /** Another node presides, or will. */
    void done() {
        wanted.ifPresent(wish -> wish.complete(true));
        wanted = Optional.empty();
        successor = Optional.empty();
    }

    /** Nobody took over in time: this node goes on. */
    void giveUp(CompletableFuture<Boolean> done) {
        if (wanted.equals(Optional.of(done))) {
            wanted = Optional.empty();
            successor = Optional.empty();
        }
        done.complete(false);
    }
}
