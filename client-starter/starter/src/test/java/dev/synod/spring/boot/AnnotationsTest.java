package dev.synod.spring.boot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.client.HeldLock;
import dev.synod.client.Leadership;
import dev.synod.client.LostException;
import dev.synod.client.NotFreeException;
import dev.synod.spring.DistributedLock;
import dev.synod.spring.LeaderOnly;
import dev.synod.spring.NotLeaderException;
import dev.synod.spring.OncePerCluster;
import dev.synod.spring.Otherwise;
import dev.synod.spring.WhenLost;
import dev.synod.spring.advice.Advice;
import dev.synod.spring.advice.Leases;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Do annotated methods run where, and under what, their annotations say? */
class AnnotationsTest {

    private final FakeCluster cluster = new FakeCluster();
    private final Probe probe = new Probe();

    @Test
    void onlyTheLeaderRuns() {
        with((reports, advice) -> {
            reports.leaderOnly();
            assertThat(probe.calls).isEmpty();
            lead(advice);
            reports.leaderOnly();
            assertThat(probe.calls).containsExactly("leaderOnly under reports");
            cluster.candidacyIn("reports").lose();
            reports.leaderOnly();
            assertThat(probe.calls).hasSize(1);
        });
    }

    @Test
    void nobodyStandsBeforeTheApplicationIsReady() {
        with((reports, advice) -> assertThat(cluster.story).isEmpty());
    }

    @Test
    void whoIsSkippedReturnsNothingOfItsType() {
        with((reports, advice) -> {
            assertThat(reports.optional()).isEmpty();
            assertThat(reports.stage()).isCompletedWithValue(null);
            assertThat(reports.mono(null).blockOptional()).isEmpty();
            assertThat(reports.flux().collectList().block()).isEmpty();
        });
    }

    @Test
    void whoMustLeadIsToldWhoDoes() {
        with((reports, advice) -> {
            assertThatThrownBy(reports::leaderOrFail).isInstanceOf(NotLeaderException.class);
            advice.standings().begin();
            assertThatThrownBy(reports::leaderOrFail).hasMessageContaining("another does");
        });
    }

    @Test
    void whoFallsBackIsAskedWithTheSameArguments() {
        with((reports, advice) -> assertThat(reports.orElse("x")).isEqualTo("instead of x"));
    }

    @Test
    void theLeadIsGivenToItsParameter() {
        with((reports, advice) -> {
            var granted = lead(advice);
            assertThat(reports.mono(null).block()).isEqualTo(granted.fencingToken());
        });
    }

    @Test
    void aPublisherDecidesAtEachSubscription() {
        with((reports, advice) -> {
            var decided = reports.mono(null);
            assertThat(decided.blockOptional()).isEmpty();
            lead(advice);
            assertThat(decided.blockOptional()).isPresent();
            assertThat(decided.blockOptional()).isPresent();
        });
    }

    @Test
    void aLockIsNamedByItsArgumentsAndGivenBackAfterTheCall() {
        with((reports, advice) -> {
            assertThat(reports.pay(7, null)).isPositive();
            assertThat(cluster.story).containsExactly("acquired payout-7", "released payout-7");
        });
    }

    @Test
    void aLockThatIsNotFreeIsAnExceptionUnlessSaidOtherwise() {
        with((reports, advice) -> {
            cluster.tryAcquire("payout-7", Duration.ZERO);
            assertThatThrownBy(() -> reports.pay(7, null)).isInstanceOf(NotFreeException.class);
        });
    }

    @Test
    void aLockIsGivenBackWhereTheMethodThrows() {
        with((reports, advice) -> {
            assertThatThrownBy(() -> reports.pay(0, null)).hasMessageContaining("negative");
            assertThat(cluster.held).isEmpty();
        });
    }

    @Test
    void aNullInANameIsRefusedAndNeverAnotherName() {
        with((reports, advice) -> {
            assertThatThrownBy(() -> reports.named(null)).hasMessageContaining("#account");
            assertThat(cluster.story).isEmpty();
        });
    }

    @Test
    void aStageKeepsItsLockUntilItIsComplete() {
        with((reports, advice) -> {
            var stage = reports.later();
            assertThat(cluster.held).containsKey("later");
            probe.later.complete("done");
            assertThat(stage).isCompletedWithValue("done");
            assertThat(cluster.held).isEmpty();
        });
    }

    @Test
    void aStageIsCompletedExceptionallyWhenItsLockIsLost() {
        with((reports, advice) -> {
            var stage = reports.later();
            cluster.holdOf("later").lose();
            assertThatThrownBy(stage::join).hasCauseInstanceOf(LostException.class);
            assertThat(cluster.story).contains("released later");
        });
    }

    @Test
    void aFluxKeepsItsLockUntilItIsCompleteAndIsCancelledWhenThatIsLost() {
        with((reports, advice) -> {
            var seen = new CopyOnWriteArrayList<Object>();
            var failed = new CompletableFuture<Throwable>();
            reports.stream().subscribe(seen::add, failed::complete);
            await(() -> probe.stream.currentSubscriberCount() == 1);
            probe.stream.tryEmitNext("one");
            cluster.holdOf("stream").lose();
            assertThat(failed.join()).isInstanceOf(LostException.class);
            assertThat(seen).containsExactly("one");
            await(() -> probe.stream.currentSubscriberCount() == 0);
            await(() -> cluster.held.isEmpty());
        });
    }

    @Test
    void aThreadIsInterruptedWhenItsLeadIsLostAndNotAfterTheCall() {
        with((reports, advice) -> {
            lead(advice);
            var call = CompletableFuture.supplyAsync(() -> {
                var outcome = reports.interrupted();
                return outcome + ", then " + Thread.currentThread().isInterrupted();
            });
            await(() -> probe.calls.contains("waits"));
            cluster.candidacyIn("reports").lose();
            assertThat(call.join()).isEqualTo("interrupted, then false");
        });
    }

    @Test
    void aLeadIsNotBurdenedByTheCallsThatWatchedIt() {
        with((reports, advice) -> {
            var lead = lead(advice);
            probe.done.countDown();
            var before = lead.listeners();
            for (int call = 0; call < 100; call++) {
                assertThat(reports.interrupted()).isEqualTo("done");
            }
            assertThat(lead.listeners()).isEqualTo(before);
        });
    }

    @Test
    void aCallThatRunsIsDrainedBeforeTheHandOver() {
        with((reports, advice) -> {
            lead(advice);
            var call = CompletableFuture.supplyAsync(reports::interrupted);
            await(() -> probe.calls.contains("waits"));
            var end = CompletableFuture.supplyAsync(
                    () -> advice.standings().end(Duration.ofSeconds(20)));
            await(() -> {
                probe.calls.clear();
                reports.leaderOnly();
                return probe.calls.isEmpty();
            });
            assertThat(cluster.story).doesNotContain("withdrew from reports");
            probe.done.countDown();
            assertThat(end.join()).isEmpty();
            assertThat(call.join()).isEqualTo("done");
            assertThat(cluster.story).contains("withdrew from reports");
        });
    }

    @Test
    void aFiringRunsOnceAndItsOutcomeIsRecorded() {
        with((reports, advice) -> {
            reports.nightly();
            reports.nightly();
            assertThat(probe.calls).containsExactly("nightly under nightly");
            assertThat(cluster.story).containsExactly("claimed nightly", "succeeded nightly");
        });
    }

    @Test
    void aFiringThatThrowsHasFailed() {
        with((reports, advice) -> {
            assertThatThrownBy(reports::broken).hasMessage("broken");
            assertThat(cluster.story).contains("failed broken: java.lang.IllegalStateException: broken");
        });
    }

    private FakeCluster.FakeLease lead(Advice advice) {
        advice.standings().begin();
        return cluster.candidacyIn("reports").grant();
    }

    private void with(BiConsumer<Reports, Advice> test) {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(SynodAutoConfiguration.class, AopAutoConfiguration.class))
                .withBean(FakeCluster.class, () -> cluster)
                .withBean(Reports.class, () -> new Reports(probe))
                .withPropertyValues("election=reports")
                .withPropertyValues(SynodAutoConfigurationTest.NOBODY)
                .run(context -> test.accept(context.getBean(Reports.class), context.getBean(Advice.class)));
    }

    static void await(BooleanSupplier condition) {
        var begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - begin).as("waited too long").isLessThan(20_000_000_000L);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** What the methods do, out of the way of proxies, whose own fields are empty. */
    static class Probe {

        final List<String> calls = new CopyOnWriteArrayList<>();
        final CompletableFuture<String> later = new CompletableFuture<>();
        final Sinks.Many<String> stream = Sinks.many().multicast().directBestEffort();
        final CountDownLatch done = new CountDownLatch(1);
    }

    static class Reports {

        private final Probe probe;

        Reports(Probe probe) {
            this.probe = probe;
        }

        private void called(String method) {
            probe.calls.add(method + " under " + Leases.current().orElseThrow().name());
        }

        @LeaderOnly("${election}")
        public void leaderOnly() {
            called("leaderOnly");
        }

        @LeaderOnly("reports")
        public Optional<String> optional() {
            return Optional.of("led");
        }

        @LeaderOnly("reports")
        public CompletableFuture<String> stage() {
            return CompletableFuture.completedFuture("led");
        }

        @LeaderOnly("reports")
        public Mono<Long> mono(@Nullable Leadership lead) {
            return Mono.just(requireNonNull(lead).fencingToken());
        }

        @LeaderOnly("reports")
        public Flux<String> flux() {
            return Flux.just("led");
        }

        @LeaderOnly(value = "reports", otherwise = Otherwise.FAIL)
        public int leaderOrFail() {
            return 1;
        }

        @LeaderOnly(value = "reports", otherwise = Otherwise.FALL_BACK, fallback = "instead")
        public String orElse(String of) {
            return of;
        }

        public String instead(String of) {
            return "instead of " + of;
        }

        @LeaderOnly(value = "reports", whenLost = WhenLost.INTERRUPT)
        public String interrupted() {
            probe.calls.add("waits");
            try {
                return probe.done.await(20, TimeUnit.SECONDS) ? "done" : "never";
            } catch (InterruptedException e) {
                return "interrupted";
            }
        }

        @DistributedLock(name = "payout-#{#account}")
        public long pay(long account, @Nullable HeldLock hold) {
            if (account == 0) {
                throw new IllegalArgumentException("negative");
            }
            return requireNonNull(hold).fencingToken();
        }

        @DistributedLock(name = "payout-#{#account}")
        public void named(@Nullable String account) {
            called("named");
        }

        @DistributedLock(name = "later", whenLost = WhenLost.CANCEL)
        public CompletableFuture<String> later() {
            return probe.later;
        }

        @DistributedLock(name = "stream", whenLost = WhenLost.CANCEL)
        public Flux<String> stream() {
            return probe.stream.asFlux();
        }

        @OncePerCluster("nightly")
        @Scheduled(cron = "0 0 2 * * *", zone = "Europe/Berlin")
        public void nightly() {
            called("nightly");
        }

        @OncePerCluster("broken")
        @Scheduled(fixedRate = 3_600_000)
        public void broken() {
            throw new IllegalStateException("broken");
        }
    }
}
