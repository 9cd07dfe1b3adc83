package dev.synod.coordination.state;

import dev.synod.coordination.Command;
import dev.synod.coordination.ManyHold;
import dev.synod.coordination.Mode;
import dev.synod.coordination.Owner;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.name.AttemptId;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A request for several locks, put together word by word. */
record AskMany(Command.AcquireMany command) {

    /** For locks alone and at once, in a session of its own. */
    static AskMany of(String hold, String... locks) {
        var shares = new ArrayList<ManyHold.Share>();
        for (String lock : locks) {
            shares.add(new ManyHold.Share(new LockName(lock), Mode.EXCLUSIVE));
        }
        return new AskMany(new Command.AcquireMany(
                new HoldName(hold),
                new Owner.OwnSession(new ProcessName("anonymous"), Play.TTL),
                shares,
                Duration.ZERO,
                new Waiting.No(),
                new AttemptId(1)));
    }

    AskMany in(SessionId session) {
        return new AskMany(new Command.AcquireMany(
                command.hold(), new Owner.InSession(session), command.locks(), command.lockDelay(), command.waiting(),
                command.attempt()));
    }

    /** All of them in one mode. */
    AskMany as(Mode mode) {
        List<ManyHold.Share> shares =
                command.locks().stream().map(share -> new ManyHold.Share(share.lock(), mode)).toList();
        return new AskMany(new Command.AcquireMany(
                command.hold(), command.owner(), shares, command.lockDelay(), command.waiting(), command.attempt()));
    }

    AskMany shared() {
        return as(Mode.SHARED);
    }

    AskMany delay(Duration lockDelay) {
        return new AskMany(new Command.AcquireMany(
                command.hold(), command.owner(), command.locks(), lockDelay, command.waiting(), command.attempt()));
    }

    AskMany waiting(Waiting waiting) {
        return new AskMany(new Command.AcquireMany(
                command.hold(), command.owner(), command.locks(), command.lockDelay(), waiting, command.attempt()));
    }

    AskMany queued() {
        return waiting(new Waiting.InQueue());
    }

    AskMany attempt(long number) {
        return new AskMany(new Command.AcquireMany(
                command.hold(), command.owner(), command.locks(), command.lockDelay(), command.waiting(),
                new AttemptId(number)));
    }
}
