package dev.synod.server.wiring;

import dev.synod.node.Journal;
import dev.synod.node.Node;
import dev.synod.node.NodeLoop;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Lets the node run while the instance does: it turns before the first request can come, and until the last is
 * answered. The journal was read back when the node was made, so that the doors open on a node that remembers
 * everything.
 */
final class NodeLifecycle implements SmartLifecycle {

    private final Node node;
    private final NodeLoop loop;
    private final PeerDoor peers;
    private final Journal journal;
    private volatile boolean running;

    NodeLifecycle(Node node, NodeLoop loop, PeerDoor peers, Journal journal) {
        this.node = node;
        this.loop = loop;
        this.peers = peers;
        this.journal = journal;
    }

    /** Below the web server's: started before it, stopped after it. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1024;
    }

    @Override
    public void start() {
        peers.open(node);
        loop.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        loop.close();
        peers.close();
        journal.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
