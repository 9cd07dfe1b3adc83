package dev.synod.coordination.state;

import dev.synod.coordination.Command;
import dev.synod.coordination.Mode;
import dev.synod.coordination.Owner;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.name.AttemptId;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import java.time.Duration;

/** A request for a lock, put together word by word. */
record Ask(Command.Acquire command) {

    /** For a lock alone and at once, in a session of its own. */
    static Ask of(String lock, String hold) {
        return new Ask(new Command.Acquire(
                new LockName(lock),
                new HoldName(hold),
                new Owner.OwnSession(new ProcessName("anonymous"), Play.TTL),
                Mode.EXCLUSIVE,
                Duration.ZERO,
                new Waiting.No(),
                new AttemptId(1)));
    }

    Ask in(SessionId session) {
        return by(new Owner.InSession(session));
    }

    Ask by(Owner owner) {
        return new Ask(new Command.Acquire(
                command.lock(), command.hold(), owner, command.mode(), command.lockDelay(), command.waiting(),
                command.attempt()));
    }

    Ask as(Mode mode) {
        return new Ask(new Command.Acquire(
                command.lock(), command.hold(), command.owner(), mode, command.lockDelay(), command.waiting(),
                command.attempt()));
    }

    Ask shared() {
        return as(Mode.SHARED);
    }

    Ask permit(int permits) {
        return as(new Mode.Permit(permits));
    }

    Ask delay(Duration lockDelay) {
        return new Ask(new Command.Acquire(
                command.lock(), command.hold(), command.owner(), command.mode(), lockDelay, command.waiting(),
                command.attempt()));
    }

    Ask waiting(Waiting waiting) {
        return new Ask(new Command.Acquire(
                command.lock(), command.hold(), command.owner(), command.mode(), command.lockDelay(), waiting,
                command.attempt()));
    }

    Ask queued() {
        return waiting(new Waiting.InQueue());
    }

    Ask waitingAtMost(Duration limit) {
        return waiting(new Waiting.AtMost(limit));
    }

    Ask attempt(long number) {
        return new Ask(new Command.Acquire(
                command.lock(), command.hold(), command.owner(), command.mode(), command.lockDelay(),
                command.waiting(), new AttemptId(number)));
    }
}
