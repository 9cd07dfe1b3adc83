package dev.synod.coordination.codec;

import static dev.synod.coordination.codec.Parts.attempt;
import static dev.synod.coordination.codec.Parts.candidate;
import static dev.synod.coordination.codec.Parts.consumer;
import static dev.synod.coordination.codec.Parts.election;
import static dev.synod.coordination.codec.Parts.hold;
import static dev.synod.coordination.codec.Parts.job;
import static dev.synod.coordination.codec.Parts.lock;
import static dev.synod.coordination.codec.Parts.mode;
import static dev.synod.coordination.codec.Parts.position;
import static dev.synod.coordination.codec.Parts.session;
import static dev.synod.coordination.codec.Parts.shares;
import static dev.synod.coordination.codec.Parts.topic;
import static dev.synod.coordination.codec.Parts.verdict;
import static dev.synod.coordination.codec.Parts.waiting;

import dev.synod.coordination.Command;
import dev.synod.coordination.Command.Acquire;
import dev.synod.coordination.Command.AcquireMany;
import dev.synod.coordination.Command.ArchiveReached;
import dev.synod.coordination.Command.BreakLock;
import dev.synod.coordination.Command.ClaimRun;
import dev.synod.coordination.Command.CloseSession;
import dev.synod.coordination.Command.EnterElection;
import dev.synod.coordination.Command.ExpireSession;
import dev.synod.coordination.Command.FinishRun;
import dev.synod.coordination.Command.ForgetCursor;
import dev.synod.coordination.Command.KeepEvents;
import dev.synod.coordination.Command.Knowing;
import dev.synod.coordination.Command.LeaveMany;
import dev.synod.coordination.Command.LeaveQueue;
import dev.synod.coordination.Command.LiftDelay;
import dev.synod.coordination.Command.OpenSession;
import dev.synod.coordination.Command.Publish;
import dev.synod.coordination.Command.PutCursor;
import dev.synod.coordination.Command.Release;
import dev.synod.coordination.Command.ReleaseMany;
import dev.synod.coordination.Command.Rewind;
import dev.synod.coordination.Command.TransferLead;
import dev.synod.coordination.Command.Withdraw;
import dev.synod.coordination.Content;
import dev.synod.coordination.Draft;
import dev.synod.coordination.Owner;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.ProcessName;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands as the bytes that stand in the ledger: a version, which command, then its parts in the order of its record.
 * A number once given to a kind is never given to another; a part once written is never read otherwise. What must
 * change gets a new number, and the old one is still read: ledgers outlive programs.
 *
 * <p>Each command has one spelling: whatever decodes encodes to the same bytes again.
 */
public final class CommandCodec {

    private static final int VERSION = 1;

    private static final int OPEN_SESSION = 1;
    private static final int CLOSE_SESSION = 2;
    private static final int EXPIRE_SESSION = 3;
    private static final int ACQUIRE = 4;
    private static final int RELEASE = 5;
    private static final int LEAVE_QUEUE = 6;
    private static final int BREAK_LOCK = 7;
    private static final int LIFT_DELAY = 8;
    private static final int ENTER_ELECTION = 9;
    private static final int WITHDRAW = 10;
    private static final int TRANSFER_LEAD = 11;
    private static final int PUBLISH = 12;
    private static final int PUT_CURSOR = 13;
    private static final int FORGET_CURSOR = 14;
    private static final int ARCHIVE_REACHED = 15;
    private static final int KEEP_EVENTS = 16;
    private static final int KNOWING = 17;

    private static final int ACQUIRE_MANY = 20;
    private static final int RELEASE_MANY = 21;
    private static final int LEAVE_MANY = 22;
    private static final int CLAIM_RUN = 23;
    private static final int FINISH_RUN = 24;
    private static final int PUBLISH_EACH = 25;

    private static final int IN_SESSION = 1;
    private static final int OWN_SESSION = 2;

    private CommandCodec() {}

    /** Writes a command. */
    public static byte[] encode(Command command) {
        var out = new Writer();
        write(command, out.tag(VERSION));
        return out.bytes();
    }

    private static void write(Command command, Writer out) {
        switch (command) {
            case OpenSession open -> write(open, out);
            case CloseSession(var session) -> Parts.write(session, out.tag(CLOSE_SESSION));
            case ExpireSession(var session) -> Parts.write(session, out.tag(EXPIRE_SESSION));
            case Acquire acquire -> write(acquire, out);
            case Release(var lock, var hold, var token) ->
                out.tag(RELEASE)
                        .text(lock.text())
                        .text(hold.text())
                        .optional(token, (writer, present) -> writer.number(present.number()));
            case LeaveQueue(var lock, var hold, var attempt) ->
                out.tag(LEAVE_QUEUE).text(lock.text()).text(hold.text()).bits(attempt.number());
            case BreakLock(var lock, var reason) ->
                out.tag(BREAK_LOCK).text(lock.text()).optional(reason, Writer::text);
            case LiftDelay(var lock, var since) -> out.tag(LIFT_DELAY).text(lock.text()).number(since.number());
            case EnterElection enter -> write(enter, out);
            case Withdraw(var election, var candidate) ->
                out.tag(WITHDRAW).text(election.text()).text(candidate.text());
            case TransferLead(var election, var to) -> out.tag(TRANSFER_LEAD).text(election.text()).text(to.text());
            case AcquireMany acquire -> write(acquire, out);
            case ReleaseMany(var hold, var token) ->
                out.tag(RELEASE_MANY)
                        .text(hold.text())
                        .optional(token, (writer, present) -> writer.number(present.number()));
            case LeaveMany(var hold, var attempt) -> out.tag(LEAVE_MANY).text(hold.text()).bits(attempt.number());
            case ClaimRun(var job, var firing, var session, var runner, int maxAttempts) -> {
                Parts.write(session, out.tag(CLAIM_RUN).text(job.text()).instant(firing));
                out.text(runner).number(maxAttempts);
            }
            case FinishRun(var job, var firing, var token, var verdict, var detail) -> {
                out.tag(FINISH_RUN).text(job.text()).instant(firing).number(token.number());
                Parts.write(verdict, out);
                out.optional(detail, Writer::text);
            }
            case Publish publish -> write(publish, out);
            case PutCursor(var topic, var consumer, var sequence, var rewind) ->
                out.tag(PUT_CURSOR).text(topic.text()).text(consumer.text()).number(sequence)
                        .tag(rewind == Rewind.ALLOWED ? 1 : 0);
            case ForgetCursor(var topic, var consumer) ->
                out.tag(FORGET_CURSOR).text(topic.text()).text(consumer.text());
            case ArchiveReached(var through) ->
                out.tag(ARCHIVE_REACHED).optional(through, (writer, present) -> writer.number(present.number()));
            case KeepEvents(int events, long bytes) -> out.tag(KEEP_EVENTS).number(events).number(bytes);
            case Knowing(var context, var known) -> {
                Parts.write(context, out.tag(KNOWING));
                write(known, out);
            }
        }
    }

    /**
     * Reads what {@link #encode} wrote, all of what remains in the buffer, and leaves the buffer as it was.
     *
     * @throws IllegalArgumentException and nothing else, where the bytes are not such a command
     */
    public static Command decode(ByteBuffer bytes) {
        var in = new Reader(bytes);
        int version = in.tag();
        if (version != VERSION) {
            throw new IllegalArgumentException("a command of version " + version + "; known is " + VERSION);
        }
        Command command = command(in.tag(), in);
        in.end();
        return command;
    }

    private static Command command(int kind, Reader in) {
        return switch (kind) {
            case OPEN_SESSION ->
                new OpenSession(new ProcessName(in.text()), in.duration(), in.texts(), in.optional(Reader::text));
            case CLOSE_SESSION -> new CloseSession(session(in));
            case EXPIRE_SESSION -> new ExpireSession(session(in));
            case ACQUIRE ->
                new Acquire(lock(in), hold(in), owner(in), mode(in), in.duration(), waiting(in), attempt(in));
            case RELEASE ->
                new Release(lock(in), hold(in), in.optional(reader -> new FencingToken(reader.number())));
            case LEAVE_QUEUE -> new LeaveQueue(lock(in), hold(in), attempt(in));
            case BREAK_LOCK -> new BreakLock(lock(in), in.optional(Reader::text));
            case LIFT_DELAY -> new LiftDelay(lock(in), position(in));
            case ENTER_ELECTION -> new EnterElection(election(in), candidate(in), owner(in), in.text(), in.integer());
            case WITHDRAW -> new Withdraw(election(in), candidate(in));
            case TRANSFER_LEAD -> new TransferLead(election(in), candidate(in));
            case ACQUIRE_MANY ->
                new AcquireMany(hold(in), owner(in), shares(in), in.duration(), waiting(in), attempt(in));
            case RELEASE_MANY -> new ReleaseMany(hold(in), in.optional(reader -> new FencingToken(reader.number())));
            case LEAVE_MANY -> new LeaveMany(hold(in), attempt(in));
            case CLAIM_RUN -> new ClaimRun(job(in), in.instant(), session(in), in.text(), in.count());
            case FINISH_RUN ->
                new FinishRun(
                        job(in),
                        in.instant(),
                        new FencingToken(in.number()),
                        verdict(in),
                        in.optional(Reader::text));
            case PUBLISH -> publish(in, List.of());
            case PUBLISH_EACH -> publish(in, keys(in));
            case PUT_CURSOR -> new PutCursor(topic(in), consumer(in), in.number(), rewind(in));
            case FORGET_CURSOR -> new ForgetCursor(topic(in), consumer(in));
            case ARCHIVE_REACHED -> new ArchiveReached(in.optional(Parts::position));
            case KEEP_EVENTS -> new KeepEvents(in.count(), in.number());
            case KNOWING -> new Knowing(Parts.context(in), known(in));
            default -> throw new IllegalArgumentException("no command has the number " + kind);
        };
    }

    /** One kind more of knowing than one would be a loop for whoever reads bytes that nobody wrote. */
    private static Command known(Reader in) {
        int kind = in.tag();
        if (kind == KNOWING) {
            throw Reader.malformed("a command that knows twice");
        }
        return command(kind, in);
    }

    private static Rewind rewind(Reader in) {
        int kind = in.tag();
        return switch (kind) {
            case 0 -> Rewind.IGNORED;
            case 1 -> Rewind.ALLOWED;
            default -> throw Reader.malformed("neither back nor not back: " + kind);
        };
    }

    private static void write(Publish publish, Writer out) {
        if (publish.keys().isEmpty()) {
            out.tag(PUBLISH);
        } else {
            out.tag(PUBLISH_EACH).number(publish.keys().size());
            publish.keys().forEach(out::text);
        }
        Parts.write(publish.session(), out);
        out.text(publish.topic().text()).optional(publish.key(), Writer::text).number(publish.drafts().size());
        for (Draft draft : publish.drafts()) {
            out.text(draft.type()).optional(draft.key(), Writer::text).block(draft.data().bytes());
            Parts.writeEvents(draft.causes(), out);
        }
    }

    private static List<String> keys(Reader in) {
        int count = in.count();
        if (count == 0) {
            throw Reader.malformed("events with keys of their own, and no key");
        }
        var keys = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            keys.add(in.text());
        }
        return keys;
    }

    private static Publish publish(Reader in, List<String> keys) {
        var session = session(in);
        var topic = topic(in);
        var key = in.optional(Reader::text);
        int count = in.count();
        var drafts = new ArrayList<Draft>();
        for (int i = 0; i < count; i++) {
            drafts.add(new Draft(
                    in.text(), in.optional(Reader::text), new Content.Json(in.block()), Parts.events(in)));
        }
        return new Publish(session, topic, drafts, key, keys);
    }

    private static void write(OpenSession open, Writer out) {
        out.tag(OPEN_SESSION)
                .text(open.process().text())
                .duration(open.ttl())
                .texts(open.metadata())
                .optional(open.key(), Writer::text);
    }

    private static void write(Acquire acquire, Writer out) {
        out.tag(ACQUIRE).text(acquire.lock().text()).text(acquire.hold().text());
        write(acquire.owner(), out);
        Parts.write(acquire.mode(), out);
        out.duration(acquire.lockDelay());
        Parts.write(acquire.waiting(), out);
        out.bits(acquire.attempt().number());
    }

    private static void write(AcquireMany acquire, Writer out) {
        write(acquire.owner(), out.tag(ACQUIRE_MANY).text(acquire.hold().text()));
        Parts.write(acquire.locks(), out);
        out.duration(acquire.lockDelay());
        Parts.write(acquire.waiting(), out);
        out.bits(acquire.attempt().number());
    }

    private static void write(EnterElection enter, Writer out) {
        out.tag(ENTER_ELECTION).text(enter.election().text()).text(enter.candidate().text());
        write(enter.owner(), out);
        out.text(enter.value()).integer(enter.priority());
    }

    private static void write(Owner owner, Writer out) {
        switch (owner) {
            case Owner.InSession(var id) -> Parts.write(id, out.tag(IN_SESSION));
            case Owner.OwnSession(var process, var ttl) -> out.tag(OWN_SESSION).text(process.text()).duration(ttl);
        }
    }

    private static Owner owner(Reader in) {
        int kind = in.tag();
        return switch (kind) {
            case IN_SESSION -> new Owner.InSession(session(in));
            case OWN_SESSION -> new Owner.OwnSession(new ProcessName(in.text()), in.duration());
            default -> throw new IllegalArgumentException("no owner has the number " + kind);
        };
    }
}
