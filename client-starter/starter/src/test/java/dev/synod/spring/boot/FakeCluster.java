package dev.synod.spring.boot;

import dev.synod.client.Elections;
import dev.synod.client.HeldLock;
import dev.synod.client.Leadership;
import dev.synod.client.Lease;
import dev.synod.client.Locks;
import dev.synod.client.Runs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A cluster of one process that a test decides for. */
final class FakeCluster implements Locks, Elections, Runs {

    final List<String> story = new CopyOnWriteArrayList<>();
    final Map<String, FakeCandidacy> candidacies = new ConcurrentHashMap<>();
    final Map<String, FakeLease> held = new ConcurrentHashMap<>();
    final Map<Instant, FakeLease> runs = new ConcurrentHashMap<>();
    final AtomicLong tokens = new AtomicLong();

    FakeLease holdOf(String lock) {
        return Optional.ofNullable(held.get(lock)).orElseThrow();
    }

    FakeCandidacy candidacyIn(String election) {
        return Optional.ofNullable(candidacies.get(election)).orElseThrow();
    }

    @Override
    public Optional<HeldLock> tryAcquire(String lock, Duration wait) {
        var lease = new FakeLease(lock, tokens.incrementAndGet(), Instant.MIN);
        if (held.putIfAbsent(lock, lease) != null) {
            return Optional.empty();
        }
        story.add("acquired " + lock);
        return Optional.of(lease);
    }

    @Override
    public Optional<HeldLock> tryAcquireAll(SortedSet<String> locks, Duration wait) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isCurrent(String lock, long fencingToken) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Candidacy stand(String election) {
        story.add("stands in " + election);
        return candidacies.computeIfAbsent(election, FakeCandidacy::new);
    }

    @Override
    public Optional<ClaimedRun> claim(String job, Instant firing, int maxAttempts) {
        var lease = new FakeLease(job, tokens.incrementAndGet(), firing);
        if (runs.putIfAbsent(firing, lease) != null) {
            return Optional.empty();
        }
        story.add("claimed " + job);
        return Optional.of(lease);
    }

    final class FakeCandidacy implements Candidacy {

        private final String election;
        private final List<Consumer<Leadership>> listeners = new ArrayList<>();
        private Optional<Leadership> lead = Optional.empty();

        FakeCandidacy(String election) {
            this.election = election;
        }

        FakeLease grant() {
            var granted = new FakeLease(election, tokens.incrementAndGet(), Instant.MIN);
            lead = Optional.of(granted);
            listeners.forEach(listener -> listener.accept(granted));
            return granted;
        }

        void lose() {
            var lost = lead.orElseThrow();
            lead = Optional.empty();
            ((FakeLease) lost).lose();
        }

        @Override
        public String election() {
            return election;
        }

        @Override
        public Optional<Leadership> leadership() {
            return lead;
        }

        @Override
        public Optional<String> leader() {
            return Optional.of("another");
        }

        @Override
        public void onGranted(Consumer<Leadership> listener) {
            listeners.add(listener);
        }

        @Override
        public void withdraw() {
            lead = Optional.empty();
            story.add("withdrew from " + election);
        }

        @Override
        public void standAgain() {
            story.add("stands again in " + election);
        }
    }

    final class FakeLease implements Leadership, HeldLock, ClaimedRun, Lease {

        private final String name;
        private final long token;
        private final Instant firing;
        private final List<Runnable> listeners = new ArrayList<>();
        private volatile boolean lost;

        FakeLease(String name, long token, Instant firing) {
            this.name = name;
            this.token = token;
            this.firing = firing;
        }

        void lose() {
            lost = true;
            listeners.forEach(Runnable::run);
        }

        int listeners() {
            return listeners.size();
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long fencingToken() {
            return token;
        }

        @Override
        public boolean isValid() {
            return !lost;
        }

        @Override
        public Duration remaining() {
            return Duration.ZERO;
        }

        @Override
        public void onLost(Runnable action) {
            listeners.add(action);
        }

        @Override
        public void close() {
            held.remove(name, this);
            story.add("released " + name);
        }

        @Override
        public Instant firing() {
            return firing;
        }

        @Override
        public int attempt() {
            return 1;
        }

        @Override
        public void succeeded() {
            story.add("succeeded " + name);
        }

        @Override
        public void failed(String detail) {
            story.add("failed " + name + ": " + detail);
        }
    }
}
