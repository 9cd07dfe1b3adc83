package dev.synod.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.clock.CausalStamp;
import dev.synod.api.clock.LamportClock;
import dev.synod.api.clock.VectorClock;
import dev.synod.api.event.Event;
import dev.synod.client.Events;
import dev.synod.spring.OncePerCluster;
import dev.synod.spring.advice.Leases;
import dev.synod.spring.advice.TakeOvers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.annotation.Scheduled;

/** Is a run that its process left behind run by another, and only where it is one of its jobs, and recent? */
class TakeOversTest {

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private final FakeCluster cluster = new FakeCluster();
    private final Told told = new Told();
    private final List<String> calls = new CopyOnWriteArrayList<>();

    @Test
    void anAbandonedRunIsRunHereAndItsOutcomeRecorded() {
        with(() -> {
            told.abandoned("another", now);
            told.abandoned("nightly", now.minus(Duration.ofDays(40)));
            told.abandoned("nightly", now);
            AnnotationsTest.await(() -> cluster.story.contains("succeeded nightly"));
            assertThat(calls).containsExactly("nightly");
            assertThat(cluster.story).containsExactly("claimed nightly", "succeeded nightly");
            assertThat(cluster.runs).containsOnlyKeys(now);
        });
    }

    @Test
    void aRunThatAnotherTookIsNotRunHere() {
        with(() -> {
            cluster.claim("nightly", now, 3);
            told.abandoned("nightly", now);
            told.abandoned("nightly", now.minusSeconds(60));
            AnnotationsTest.await(() -> cluster.story.contains("succeeded nightly"));
            assertThat(calls).hasSize(1);
        });
    }

    private void with(Runnable test) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(SynodAutoConfiguration.class, AopAutoConfiguration.class))
                .withBean(FakeCluster.class, () -> cluster)
                .withBean(Events.class, () -> told)
                .withBean(Jobs.class, () -> new Jobs(calls))
                .withPropertyValues(SynodAutoConfigurationTest.NOBODY)
                .run(context -> {
                    context.getBean(TakeOvers.class).start();
                    test.run();
                });
    }

    static class Jobs {

        private final List<String> calls;

        Jobs(List<String> calls) {
            this.calls = calls;
        }

        @OncePerCluster("nightly")
        @Scheduled(cron = "0 0 2 * * *")
        public void nightly() {
            calls.add(Leases.current().orElseThrow().name());
        }
    }

    /** What the cluster tells, as JSON gives it. */
    private static final class Told implements Events {

        private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        private long sequence;

        void abandoned(String job, Instant firing) {
            sequence++;
            events.add(new Event(
                    "synod:" + sequence,
                    "synod.runs",
                    sequence,
                    "run.abandoned",
                    Optional.of(job),
                    Map.of("job", job, "firing", firing.toString()),
                    sequence,
                    List.of(),
                    new CausalStamp("synod", new LamportClock(1), VectorClock.EMPTY.tick("synod")),
                    firing));
        }

        @Override
        public Event publish(String topic, Publication publication) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Event> after(String topic, long after, Duration wait) {
            try {
                return Optional.ofNullable(events.poll(50, TimeUnit.MILLISECONDS)).stream()
                        .toList();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return List.of();
            }
        }
    }
}
