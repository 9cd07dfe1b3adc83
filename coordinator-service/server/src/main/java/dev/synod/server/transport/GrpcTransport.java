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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages to peers over gRPC: one stream to each peer that this node calls, opened again whenever it ends, and one
 * from each that calls this node. Whoever is not called is answered over the stream that it opened.
 *
 * <p>One thread does all of it. What the node's loop sends while that thread is busy leaves together, in one parcel, so
 * the busier a node is, the less a message costs.
 */
public final class GrpcTransport implements Transport, AutoCloseable {

    private static final Duration LEAVING = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(GrpcTransport.class);

    private final TransportSettings settings;
    private final Station station;
    private final EventLoopGroup threads;
    private final Delivery inbox = new Delivery();
    private final Reception reception;
    private final Links links;
    private Optional<Server> server = Optional.empty();

    public GrpcTransport(TransportSettings settings) {
        Noise.hush();
        this.settings = settings;
        threads = new MultiThreadIoEventLoopGroup(1, GrpcTransport::thread, NioIoHandler.newFactory());
        station = new Station(settings, threads.next(), inbox);
        reception = new Reception(station);
        links = new Links(station);
        links.call(settings.peers());
    }

    /**
     * Listens for peers and begins to call them. What is sent before is dropped.
     *
     * @throws CannotListenException with a sentence that names the setting to change; the transport is closed then
     */
    public void start(Inbox to) {
        inbox.open(to);
        settings.listen().ifPresent(this::listen);
        links.start();
    }

    private void listen(Address address) {
        try {
            server = Optional.of(listener(address).start());
        } catch (IOException e) {
            close();
            throw new CannotListenException(address, e);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new FastThreadLocalThread(work, "synod-peers");
        thread.setDaemon(true);
        return thread;
    }

    private Server listener(Address address) {
        EventLoop loop = threads.next();
        return NettyServerBuilder.forAddress(
                        new InetSocketAddress(address.host(), address.port()),
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

    /** Takes a message for a node that this one has reached, or that has opened a stream to it; else drops it. */
    @Override
    public void send(NodeId to, PeerMessage message) {
        if (!links.send(to, message) && !reception.send(to, message)) {
            station.dropped().increment();
        }
    }

    /** Addresses are read by {@link Address#parse}; nobody is called at one that is none. */
    @Override
    public void call(SortedMap<NodeId, String> nodes) {
        Map<NodeId, Address> addresses = new TreeMap<>();
        nodes.forEach((node, text) -> address(node, text).ifPresent(address -> addresses.put(node, address)));
        addresses.remove(settings.self());
        links.call(addresses);
    }

    private Optional<Address> address(NodeId node, String text) {
        try {
            return Optional.of(Address.parse(text));
        } catch (IllegalArgumentException e) {
            if (station.once().first(node, text, "no address")) {
                LOG.warn("node={} peer={} cannot be called: {}", settings.self(), node,
                        Greetings.printable(String.valueOf(e.getMessage())));
            }
            return Optional.empty();
        }
    }

    /** Messages that found no stream, or had to make room for newer ones, since the start. */
    public long dropped() {
        return station.dropped().sum();
    }

    /** Drops all connections, and what waits to be sent. The inbox hears nothing any more. */
    @Override
    public void close() {
        inbox.close();
        if (threads.isShuttingDown()) {
            return;
        }
        server.ifPresent(Server::shutdownNow);
        threads.submit(links::close).syncUninterruptibly();
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
        links.awaitClosed(LEAVING);
    }
}
