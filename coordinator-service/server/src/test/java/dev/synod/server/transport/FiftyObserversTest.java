package dev.synod.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.node.PeerMessage;
import dev.synod.node.TransportContract.Heard;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Message;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.server.transport.v1.Wire;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What fifty observers cost the node that they learn from, each on a connection of its own: printed, and judged
 * generously, since the machine has other work.
 */
@Isolated("what it logs: a Spring application that starts in this JVM sets the log anew")
final class FiftyObserversTest {

    private static final NodeId ONE = new NodeId(1);
    private static final int OBSERVERS = 50;
    private static final int MESSAGES = 1_000;
    private static final int SIGNS = 4;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final CapturedLog log = new CapturedLog();
    private final Loopback network = new Loopback();
    private final List<RawSender> observers = new ArrayList<>();
    private long empty;

    @AfterEach
    void tearDown() {
        observers.forEach(RawSender::close);
        network.close();
        log.close();
    }

    @Test
    void fiftyIdleObserversCostNextToNothing() {
        join();
        long memory = used() - empty;
        long start = System.nanoTime();
        long before = busy();
        int signs = observers.getFirst().welcomes.size() + SIGNS;
        network.await("signs of life", () -> observers.stream().allMatch(each -> each.welcomes.size() >= signs));

        double part = (double) (busy() - before) / (System.nanoTime() - start);
        System.out.printf("%d idle observers: %.2f %% of one processor; %,d kB of memory each, both ends%n",
                OBSERVERS, 100 * part, memory / OBSERVERS / 1024);
        assertThat(part).isLessThan(0.2);
        assertThat(memory / OBSERVERS).isLessThan(4 << 20);
    }

    @Test
    void eachObserverIsTold() {
        GrpcTransport one = join();
        List<PeerMessage> messages = IntStream.rangeClosed(1, MESSAGES).mapToObj(FiftyObserversTest::chosen).toList();
        long before = busy();
        long start = System.nanoTime();
        for (PeerMessage message : messages) {
            for (int observer = 0; observer < OBSERVERS; observer++) {
                one.send(new NodeId(100 + observer), message);
            }
        }
        network.await("all that was said", () -> observers.stream()
                .allMatch(each -> each.welcomes.stream().mapToInt(Wire.Welcome::getMessagesCount).sum() == MESSAGES));

        long told = (long) MESSAGES * OBSERVERS;
        System.out.printf("told %,d messages of 100 bytes in %d ms: %.1f µs of the transport's thread each%n",
                told, Duration.ofNanos(System.nanoTime() - start).toMillis(), (busy() - before) / 1e3 / told);
        assertThat(one.dropped()).isZero();
    }

    private GrpcTransport join() {
        GrpcTransport one = network.start(network.alone(ONE), new Heard());
        empty = used();
        for (int observer = 0; observer < OBSERVERS; observer++) {
            RawSender sender = new RawSender(network.at(ONE));
            sender.send(RawSender.greeting(Wire.Role.OBSERVER, 100 + observer, 1));
            observers.add(sender);
        }
        network.await("all welcomes", () -> observers.stream().allMatch(each -> each.welcome.isDone()));
        return one;
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Nanoseconds of processor that the transport's thread has had. */
    private long busy() {
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().equals("synod-peers"))
                .mapToLong(ThreadInfo::getThreadId)
                .map(threads::getThreadCpuTime)
                .sum();
    }

    private static PeerMessage chosen(long number) {
        return new PeerMessage.Consensus(new Message.Chosen(
                new Slot(number), List.of(new Decree.Payload(new byte[100])), new Slot(number)));
    }
}
