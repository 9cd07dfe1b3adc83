package dev.synod.coordination.state;

import dev.synod.coordination.Command;
import dev.synod.coordination.Event;
import dev.synod.coordination.ManyHold;
import dev.synod.coordination.Mode;
import dev.synod.coordination.Owner;
import dev.synod.coordination.Run;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.name.AttemptId;
import dev.synod.coordination.name.CandidateName;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.JobName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Commands about few things, so that they often meet: retries, conflicts, late duplicates, commands about the dead. */
final class RandomCommands {

    static final List<LockName> LOCKS = List.of(new LockName("ledger"), new LockName("mail"), new LockName("tape"));
    static final List<HoldName> HOLDS =
            List.of(new HoldName("a"), new HoldName("b"), new HoldName("c"), new HoldName("d"), new HoldName("e"));
    static final List<ElectionName> ELECTIONS =
            List.of(new ElectionName("reports"), new ElectionName("billing"), new ElectionName("crawl"));
    static final List<CandidateName> CANDIDATES = List.of(
            new CandidateName("x"), new CandidateName("y"), new CandidateName("z"), new CandidateName("w"));
    static final List<JobName> JOBS = List.of(new JobName("bill"), new JobName("mail"), new JobName("sweep"));
    static final List<Instant> FIRINGS =
            IntStream.range(0, 6).mapToObj(hour -> Instant.EPOCH.plusSeconds(3600L * hour)).toList();
    private static final List<ProcessName> PROCESSES = List.of(new ProcessName("p"), new ProcessName("q"));

    private final Random random;
    private final List<SessionId> known = new ArrayList<>();
    private final List<Command> said = new ArrayList<>();
    private final List<Claim> claims = new ArrayList<>();
    private final RandomEvents events;
    private final Mode permit;
    private long now;

    RandomCommands(long seed) {
        random = new Random(seed);
        events = new RandomEvents(random);
        permit = new Mode.Permit(1 + random.nextInt(3));
        known.add(new SessionId(PROCESSES.get(0), new Position(1_000_000)));
    }

    /** Sessions that commands may name from now on. */
    void heardOf(SessionId session) {
        known.add(session);
    }

    /** Events that commands may name from now on. */
    void heardOf(Event event) {
        events.heardOf(event);
    }

    /** Draws the command of {@code slot}; tokens and positions in it are of the slots before. */
    Command next(long slot) {
        now = slot;
        boolean retry = !said.isEmpty() && random.nextInt(6) == 0;
        Command command = retry ? said.get(said.size() - 1 - random.nextInt(Math.min(said.size(), 8))) : fresh();
        if (command.namesSession() && random.nextInt(4) == 0) {
            command = new Command.Knowing(events.context(session()), command);
        }
        said.add(command);
        if (command instanceof Command.ClaimRun claim) {
            claims.add(new Claim(claim.job(), claim.firing(), slot));
        }
        return command;
    }

    private Command fresh() {
        return switch (random.nextInt(42)) {
            case 0, 1, 2 -> new Command.OpenSession(one(PROCESSES), ttl(), metadata(), key());
            case 3 -> new Command.CloseSession(session());
            case 4 -> new Command.ExpireSession(session());
            case 5, 6 -> new Command.Release(one(LOCKS), one(HOLDS), token());
            case 7, 8 -> new Command.LeaveQueue(one(LOCKS), one(HOLDS), attempt());
            case 9 -> random.nextBoolean() ? new Command.BreakLock(one(LOCKS), Optional.empty()) : lift();
            case 10 -> lift();
            case 11, 12, 13, 14 -> new Command.EnterElection(
                    one(ELECTIONS), one(CANDIDATES), owner(), "value" + random.nextInt(2), random.nextInt(3) - 1);
            case 15 -> new Command.Withdraw(one(ELECTIONS), one(CANDIDATES));
            case 16 -> new Command.TransferLead(one(ELECTIONS), one(CANDIDATES));
            case 17, 18, 19 -> many();
            case 20 -> new Command.ReleaseMany(one(HOLDS), token());
            case 21 -> new Command.LeaveMany(one(HOLDS), attempt());
            case 22, 23 -> new Command.ClaimRun(
                    one(JOBS), one(FIRINGS), session(), "runner" + random.nextInt(2), 1 + random.nextInt(3));
            case 24 -> finish();
            case 25, 26, 27, 28, 29, 30, 31, 32, 33 -> events.draw(session(), now);
            default -> new Command.Acquire(
                    one(LOCKS), one(HOLDS), owner(), mode(), lockDelay(), waiting(), attempt());
        };
    }

    private Command many() {
        List<ManyHold.Share> shares = LOCKS.stream()
                .filter(lock -> random.nextInt(3) > 0)
                .map(lock -> new ManyHold.Share(lock, mode()))
                .toList();
        List<ManyHold.Share> some =
                shares.isEmpty() ? List.of(new ManyHold.Share(one(LOCKS), Mode.SHARED)) : shares;
        return new Command.AcquireMany(one(HOLDS), owner(), some, lockDelay(), waiting(), attempt());
    }

    private Command finish() {
        Run.Verdict verdict = random.nextBoolean() ? Run.Verdict.SUCCEEDED : Run.Verdict.FAILED;
        Optional<String> detail = random.nextBoolean() ? Optional.of("rows: 7") : Optional.empty();
        Claim claim = claims.isEmpty() || random.nextInt(8) == 0
                ? new Claim(one(JOBS), one(FIRINGS), recent())
                : claims.get(claims.size() - 1 - random.nextInt(Math.min(claims.size(), 4)));
        return new Command.FinishRun(claim.job(), claim.firing(), new FencingToken(claim.slot()), verdict, detail);
    }

    /** A run that was asked for, and the token that it has if it was had. */
    private record Claim(JobName job, Instant firing, long slot) {}

    private Command lift() {
        return new Command.LiftDelay(one(LOCKS), new Position(recent()));
    }

    private long recent() {
        return Math.max(1, now - random.nextInt(12));
    }

    private SessionId session() {
        return known.get(Math.max(0, known.size() - 1 - random.nextInt(7)));
    }

    private Owner owner() {
        return random.nextInt(3) == 0 ? new Owner.OwnSession(one(PROCESSES), ttl()) : new Owner.InSession(session());
    }

    private Mode mode() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> Mode.EXCLUSIVE;
            case 3, 4, 5 -> Mode.SHARED;
            case 6 -> permit;
            default -> new Mode.Permit(2);
        };
    }

    private Waiting waiting() {
        return switch (random.nextInt(4)) {
            case 0 -> new Waiting.No();
            case 1 -> new Waiting.InQueue();
            default -> new Waiting.AtMost(Duration.ofMillis(random.nextInt(3)));
        };
    }

    private Duration ttl() {
        return Duration.ofSeconds(10L * (1 + random.nextInt(4) / 3));
    }

    private Duration lockDelay() {
        return Duration.ofSeconds(Math.max(0, random.nextInt(8) - 5));
    }

    private Map<String, String> metadata() {
        return random.nextInt(4) == 0 ? Map.of("zone", "b", "rack", "7") : Map.of("zone", "a");
    }

    private Optional<String> key() {
        return random.nextBoolean() ? Optional.of("key" + random.nextInt(2)) : Optional.empty();
    }

    private Optional<FencingToken> token() {
        return random.nextInt(3) == 0 ? Optional.of(new FencingToken(recent())) : Optional.empty();
    }

    private AttemptId attempt() {
        return new AttemptId(random.nextInt(3));
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
