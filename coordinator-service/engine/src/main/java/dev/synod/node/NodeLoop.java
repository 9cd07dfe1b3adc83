package dev.synod.node;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The thread that turns a node until it is closed. Where a turn throws (a law broken, a journal that failed) the node
 * has ended: nothing is tried again, everybody who waits is told, and so is whoever started the loop.
 */
public final class NodeLoop implements AutoCloseable {

    private final Node node;
    private final Thread thread;
    private final Consumer<Throwable> ended;
    private volatile boolean closing;

    /** Runs {@code node}; {@code ended} hears, on the loop's thread, of what a turn threw. */
    public NodeLoop(Node node, Consumer<Throwable> ended) {
        this.node = node;
        this.ended = ended;
        thread = Thread.ofPlatform().name("synod-node").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    public boolean isAlive() {
        return thread.isAlive();
    }

    private void run() {
        try {
            while (!closing) {
                node.turn();
                node.sleep();
            }
        } catch (Throwable cause) {
            ended.accept(cause);
        } finally {
            node.end();
        }
    }

    /** Ends the loop after its turn, and waits until it has. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
