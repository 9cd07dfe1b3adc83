package dev.synod.simulation.sabotage;

import dev.synod.coordination.Candidate;
import dev.synod.coordination.Command;
import dev.synod.coordination.Election;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Lock;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.state.Coordination;
import dev.synod.node.Answer;
import dev.synod.node.Clock;
import dev.synod.node.Coordinator;
import dev.synod.node.Ports;
import dev.synod.simulation.world.Chance;
import dev.synod.simulation.world.Machine;
import dev.synod.simulation.world.Wiring;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Lies about what clients are told, and when. */
final class ClientLies {

    private ClientLies() {}

    private interface Lying {
        Coordinator door(Coordinator honest);
    }

    private static Wiring telling(Lying lying) {
        return new Wiring() {
            @Override
            public Coordinator door(Machine machine, Coordinator honest) {
                return lying.door(honest);
            }
        };
    }

    /** Now and then a hold is granted with the token of the lock's holder before. */
    static Wiring reusesToken(long seed) {
        Map<LockName, FencingToken> last = new HashMap<>();
        Chance chance = new Chance(seed, Chance.Concern.SABOTAGE, 0);
        return telling(honest -> new DoorAround(honest) {
            @Override
            public CompletableFuture<Answer<Outcome>> submit(Command command, Duration within) {
                return super.submit(command, within).thenApply(answer -> {
                    if (answer instanceof Answer.Done<Outcome>(Outcome.Held(Hold hold), var position, var known)
                            && hold.state() instanceof Hold.State.Held held) {
                        FencingToken before = last.put(hold.lock(), held.token());
                        if (before != null && chance.happens(0.1)) {
                            var state = new Hold.State.Held(before, held.position(), held.at());
                            Hold lie = new Hold(hold.lock(), hold.hold(), hold.session(), hold.mode(), state);
                            return new Answer.Done<>(new Outcome.Held(lie), position, known);
                        }
                    }
                    return answer;
                });
            }
        });
    }

    /** Every node answers keep-alives from what it has learned, and asks no president. */
    static Wiring keepsAliveUnasked(long seed) {
        return telling(honest -> new DoorAround(honest) {
            @Override
            public <T> CompletableFuture<Answer<T>> renew(
                    SessionId session, Function<Coordination, T> query, Duration within) {
                return super.read(query, within);
            }
        });
    }

    /** Now and then a request whose outcome came is said to have had no effect. */
    static Wiring deniesWhatHappened(long seed) {
        Chance chance = new Chance(seed, Chance.Concern.SABOTAGE, 0);
        return telling(honest -> new DoorAround(honest) {
            @Override
            public CompletableFuture<Answer<Outcome>> submit(Command command, Duration within) {
                return super.submit(command, within)
                        .thenApply(answer -> chance.happens(0.02) ? new Answer.NoQuorum<>() : answer);
            }
        });
    }

    /** Now and then a reader of a lock is shown nobody. */
    static Wiring hidesHolders(long seed) {
        return readingLocks(seed, (lock, before) -> new Lock(lock.name(), List.of(), List.of(), lock.withheld()));
    }

    /** Now and then a reader of a lock is shown the holder before beside the one that is. */
    static Wiring showsTwoHolders(long seed) {
        return readingLocks(seed, (lock, before) -> {
            List<Hold> both = new ArrayList<>(lock.holders());
            both.addAll(before.holders());
            return new Lock(lock.name(), both, lock.waiting(), lock.withheld());
        });
    }

    private interface Distortion {
        Lock distorted(Lock lock, Lock before);
    }

    private static Wiring readingLocks(long seed, Distortion distortion) {
        Map<LockName, Lock> last = new HashMap<>();
        Chance chance = new Chance(seed, Chance.Concern.SABOTAGE, 0);
        return reading(value -> {
            if (!(value instanceof Lock lock) || lock.holders().isEmpty()) {
                return value;
            }
            Lock before = last.put(lock.name(), lock);
            return before == null || !chance.happens(0.2) ? value : distortion.distorted(lock, before);
        });
    }

    /** Now and then a reader of an election is shown a candidate as a second leader. */
    static Wiring showsTwoLeaders(long seed) {
        return reading(value -> {
            if (!(value instanceof Election election) || election.candidates().size() < 2) {
                return value;
            }
            Optional<FencingToken> term = election.leader().flatMap(Candidate::term);
            List<Candidate> all = election.candidates().stream()
                    .map(one -> new Candidate(
                            one.election(), one.candidate(), one.session(), one.value(), one.priority(), term))
                    .toList();
            return new Election(election.name(), election.leader(), all, election.position());
        });
    }

    private interface Retelling {
        Object retold(Object value);
    }

    private static Wiring reading(Retelling retelling) {
        return telling(honest -> new DoorAround(honest) {
            @Override
            @SuppressWarnings("unchecked") // what is told instead is of the type of what was read
            public <T> CompletableFuture<Answer<T>> read(Function<Coordination, T> query, Duration within) {
                return super.read(query, within).thenApply(answer -> {
                    if (answer instanceof Answer.Done<T>(T value, var position, var known) && value != null) {
                        return new Answer.Done<>((T) retelling.retold(value), position, known);
                    }
                    return answer;
                });
            }
        });
    }

    /** Now and then an answer says that it is based on more than is chosen. */
    static Wiring answersFromTheFuture(long seed) {
        Chance chance = new Chance(seed, Chance.Concern.SABOTAGE, 0);
        return telling(honest -> new DoorAround(honest) {
            @Override
            public CompletableFuture<Answer<Outcome>> submit(Command command, Duration within) {
                return super.submit(command, within).thenApply(answer -> {
                    if (answer instanceof Answer.Done<Outcome>(Outcome outcome, Position position, var known)
                            && chance.happens(0.02)) {
                        return new Answer.Done<>(outcome, new Position(position.number() + 100), known);
                    }
                    return answer;
                });
            }
        });
    }

    /** Clients' clocks run at half their rate: they believe in their sessions for twice the time. */
    static Wiring clientsCountTooSlowly(long seed) {
        return new Wiring() {
            @Override
            public double clientRate(double honest) {
                return honest / 2;
            }
        };
    }

    /** Now and then a request is never answered. */
    static Wiring neverAnswers(long seed) {
        Chance chance = new Chance(seed, Chance.Concern.SABOTAGE, 0);
        return telling(honest -> new DoorAround(honest) {
            @Override
            public CompletableFuture<Answer<Outcome>> submit(Command command, Duration within) {
                return chance.happens(0.01) ? new CompletableFuture<>() : super.submit(command, within);
            }
        });
    }

    /** Every node has its disk forced twenty times where once is enough. */
    static Wiring forcesTooOften(long seed) {
        return new Wiring() {
            @Override
            public int forces(int honest) {
                return 20 * honest;
            }
        };
    }

    /** Every node's clock runs half as fast again as its machine's. */
    static Wiring countsTooFast(long seed) {
        return new Wiring() {
            @Override
            public Ports ports(Machine machine, Ports honest) {
                Clock lying = new Clock() {
                    @Override
                    public long nanos() {
                        return (long) (honest.clock().nanos() * 1.5);
                    }

                    @Override
                    public Instant wall() {
                        return honest.clock().wall();
                    }
                };
                return new Ports(honest.journal(), honest.transport(), lying, honest.dice(), honest.background());
            }
        };
    }
}
