package dev.synod.coordination.state;

import dev.synod.coordination.Command.Acquire;
import dev.synod.coordination.Command.AcquireMany;
import dev.synod.coordination.Command.EnterElection;
import dev.synod.coordination.Mode;
import dev.synod.coordination.Owner;
import java.util.Optional;

/** What sets a request apart from what its name already stands for, as a sentence for whoever sent it. */
final class Differences {

    private Differences() {}

    /** Between a hold and a request that names it. Empty where the request is a retry. */
    static Optional<String> of(Acquire asked, HoldEntry before) {
        Optional<String> owner = of(asked.owner(), before.session(), before.ownsSession(), before.key());
        if (owner.isPresent()) {
            return owner;
        }
        if (!asked.mode().equals(before.mode())) {
            return Optional.of(before.key() + " is " + text(before.mode()) + ", not " + text(asked.mode()));
        }
        if (!asked.lockDelay().equals(before.lockDelay())) {
            return Optional.of(
                    before.key() + " has the lock delay " + before.lockDelay() + ", not " + asked.lockDelay());
        }
        return Optional.empty();
    }

    /** Between a hold of several locks and a request that names it. */
    static Optional<String> of(AcquireMany asked, ManyEntry before) {
        Optional<String> owner = of(asked.owner(), before.session(), before.ownsSession(), before);
        if (owner.isPresent()) {
            return owner;
        }
        if (!asked.locks().equals(before.shares())) {
            return Optional.of(before + " has other locks, or has them in other modes");
        }
        if (!asked.lockDelay().equals(before.lockDelay())) {
            return Optional.of(before + " has the lock delay " + before.lockDelay() + ", not " + asked.lockDelay());
        }
        return Optional.empty();
    }

    /** Between a candidate and a request that names it. Value and priority may differ. */
    static Optional<String> of(EnterElection asked, CandidateEntry before) {
        return of(asked.owner(), before.session(), before.ownsSession(), before.key());
    }

    /** Between how a lock is used and a newcomer's mode. Permits mix with nothing but as many permits. */
    static Optional<String> of(Mode asked, LockEntry lock) {
        boolean mixed = lock.usedIn()
                .filter(used -> !used.equals(asked))
                .filter(used -> used instanceof Mode.Permit || asked instanceof Mode.Permit)
                .isPresent();
        return mixed
                ? Optional.of(lock + " is used as " + lock.usedIn().map(Differences::text).orElseThrow() + ", not as "
                        + text(asked))
                : Optional.empty();
    }

    private static Optional<String> of(Owner asked, SessionEntry session, boolean own, Object key) {
        return switch (asked) {
            case Owner.InSession(var id) when own -> Optional.of(key + " has a session of its own, not " + id);
            case Owner.InSession(var id) when !id.equals(session.id()) ->
                Optional.of(key + " belongs to another session than " + id);
            case Owner.InSession in -> Optional.empty();
            case Owner.OwnSession alone when !own -> Optional.of(key + " lives on a session, not on one of its own");
            case Owner.OwnSession(var process, var ttl) when !process.equals(session.id().process()) ->
                Optional.of(key + " belongs to another process than " + process);
            case Owner.OwnSession(var process, var ttl) when !ttl.equals(session.ttl()) ->
                Optional.of(key + " has the time to live " + session.ttl() + ", not " + ttl);
            case Owner.OwnSession same -> Optional.empty();
        };
    }

    private static String text(Mode mode) {
        return switch (mode) {
            case Mode.Exclusive() -> "exclusive";
            case Mode.Shared() -> "shared";
            case Mode.Permit(int permits) -> "permit of " + permits;
        };
    }
}
