package dev.synod.server.transport;

import dev.synod.node.PeerMessage;
import dev.synod.node.Transport;
import dev.synod.paxos.NodeId;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Messages to peers over gRPC: one stream to each peer, opened by this node and opened again whenever it ends, and one
 * from each peer, opened by the peer.
 *
 * <p>One thread does all of it. What the node's loop sends while that thread is busy leaves together, in one parcel, so
 * the busier a node is, the less a message costs.
 */
public final class GrpcTransport implements Transport, AutoCloseable {

    private static final Duration LEAVING = Duration.ofSeconds(2);

    private final TransportSettings settings;
    private final EventLoopGroup threads;
    private final Delivery inbox = new Delivery();
    private final Reception reception;
    private final Map<NodeId, Link> links = new TreeMap<>();
    private Optional<Server> server = Optional.empty();

    public GrpcTransport(TransportSettings settings) {
        Noise.hush();
        this.settings = settings;
        threads = new MultiThreadIoEventLoopGroup(1, GrpcTransport::thread, NioIoHandler.newFactory());
        Station station = new Station(settings, new Greetings(settings), threads.next(), inbox, new Once());
        reception = new Reception(station);
        settings.peers().forEach((peer, address) -> links.put(peer, new Link(station, peer, address)));
    }

    /**
     * Listens for peers and begins to call them. What is sent before is dropped.
     *
     * @throws CannotListenException with a sentence that names the setting to change; the transport is closed then
     */
    public void start(Inbox to) {
        inbox.open(to);
        try {
            server = Optional.of(listener().start());
        } catch (IOException e) {
            close();
            throw new CannotListenException(settings.listen(), e);
        }
        threads.execute(() -> links.values().forEach(Link::connect));
    }

    private static Thread thread(Runnable work) {
        Thread thread = new FastThreadLocalThread(work, "synod-peers");
        thread.setDaemon(true);
        return thread;
    }

    private Server listener() {
        EventLoop loop = threads.next();
        return NettyServerBuilder.forAddress(
                        new InetSocketAddress(settings.listen().host(), settings.listen().port()),
                        settings.security().incoming())
                .bossEventLoopGroup(loop)
                .workerEventLoopGroup(loop)
                .channelType(NioServerSocketChannel.class)
                .directExecutor()
                .maxInboundMessageSize(Station.LARGEST_PARCEL)
                .handshakeTimeout(5, TimeUnit.SECONDS)
                .keepAliveTime(2, TimeUnit.SECONDS)
                .keepAliveTimeout(2, TimeUnit.SECONDS)
                .permitKeepAliveTime(1, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .addService(reception.service())
                .build();
    }

    /** Where this node listens: the port that the system chose, where the settings leave it open. */
    public Optional<Integer> port() {
        return server.map(Server::getPort);
    }

    /** Takes a message for a peer, or drops it: nobody else is known here. */
    @Override
    public void send(NodeId to, PeerMessage message) {
        Link link = links.get(to);
        if (link != null) {
            link.send(message);
        }
    }

    /** Messages that found no stream, or had to make room for newer ones, since the start. */
    public long dropped() {
        return links.values().stream().mapToLong(Link::dropped).sum();
    }

    /** Drops all connections, and what waits to be sent. The inbox hears nothing any more. */
    @Override
    public void close() {
        inbox.close();
        if (threads.isShuttingDown()) {
            return;
        }
        server.ifPresent(Server::shutdownNow);
        threads.submit(() -> links.values().forEach(Link::close)).syncUninterruptibly();
        try {
            awaitClosed();
        } catch (InterruptedException e) {
            // Whoever interrupts wants an end at once; the operating system closes what is still open.
            Thread.currentThread().interrupt();
        }
        long millis = LEAVING.toMillis();
        threads.shutdownGracefully(0, millis, TimeUnit.MILLISECONDS).awaitUninterruptibly(millis);
    }

    private void awaitClosed() throws InterruptedException {
        if (server.isPresent()) {
            server.get().awaitTermination(LEAVING.toMillis(), TimeUnit.MILLISECONDS);
        }
        for (Link link : links.values()) {
            link.awaitClosed(LEAVING);
        }
    }
}
