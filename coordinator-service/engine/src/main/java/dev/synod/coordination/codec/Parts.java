package dev.synod.coordination.codec;

import dev.synod.api.clock.CausalContext;
import dev.synod.api.clock.LamportClock;
import dev.synod.api.clock.VectorClock;
import dev.synod.coordination.ManyHold;
import dev.synod.coordination.Mode;
import dev.synod.coordination.Run;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.name.AttemptId;
import dev.synod.coordination.name.CandidateName;
import dev.synod.coordination.name.ConsumerName;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.EventId;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.JobName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.name.TopicName;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What commands and states both speak of, spelled alike. The rule of {@link CommandCodec} for numbers holds here. */
public final class Parts {

    private static final int EXCLUSIVE = 1;
    private static final int SHARED = 2;
    private static final int PERMIT = 3;

    private static final int NO_WAITING = 1;
    private static final int AT_MOST = 2;
    private static final int IN_QUEUE = 3;

    private static final int SUCCEEDED = 1;
    private static final int FAILED = 2;

    private Parts() {}

    public static void write(Mode mode, Writer out) {
        switch (mode) {
            case Mode.Exclusive() -> out.tag(EXCLUSIVE);
            case Mode.Shared() -> out.tag(SHARED);
            case Mode.Permit(int permits) -> out.tag(PERMIT).number(permits);
        }
    }

    public static Mode mode(Reader in) {
        int kind = in.tag();
        return switch (kind) {
            case EXCLUSIVE -> Mode.EXCLUSIVE;
            case SHARED -> Mode.SHARED;
            case PERMIT -> new Mode.Permit(in.count());
            default -> throw new IllegalArgumentException("no mode has the number " + kind);
        };
    }

    public static void write(Waiting waiting, Writer out) {
        switch (waiting) {
            case Waiting.No() -> out.tag(NO_WAITING);
            case Waiting.AtMost(var limit) -> out.tag(AT_MOST).duration(limit);
            case Waiting.InQueue() -> out.tag(IN_QUEUE);
        }
    }

    public static Waiting waiting(Reader in) {
        int kind = in.tag();
        return switch (kind) {
            case NO_WAITING -> new Waiting.No();
            case AT_MOST -> new Waiting.AtMost(in.duration());
            case IN_QUEUE -> new Waiting.InQueue();
            default -> throw new IllegalArgumentException("no waiting has the number " + kind);
        };
    }

    public static void write(SessionId session, Writer out) {
        out.text(session.process().text()).number(session.opened().number());
    }

    public static SessionId session(Reader in) {
        return new SessionId(new ProcessName(in.text()), position(in));
    }

    public static Position position(Reader in) {
        return new Position(in.number());
    }

    public static AttemptId attempt(Reader in) {
        return new AttemptId(in.bits());
    }

    public static LockName lock(Reader in) {
        return new LockName(in.text());
    }

    public static HoldName hold(Reader in) {
        return new HoldName(in.text());
    }

    public static ElectionName election(Reader in) {
        return new ElectionName(in.text());
    }

    public static CandidateName candidate(Reader in) {
        return new CandidateName(in.text());
    }

    public static JobName job(Reader in) {
        return new JobName(in.text());
    }

    /** Several locks, in the order of their names. */
    public static void write(List<ManyHold.Share> shares, Writer out) {
        out.number(shares.size());
        shares.forEach(share -> write(share.mode(), out.text(share.lock().text())));
    }

    public static List<ManyHold.Share> shares(Reader in) {
        int count = in.count();
        var shares = new ArrayList<ManyHold.Share>();
        for (int i = 0; i < count; i++) {
            var share = new ManyHold.Share(lock(in), mode(in));
            if (i > 0 && shares.getLast().lock().compareTo(share.lock()) >= 0) {
                throw Reader.malformed("locks that are not in order");
            }
            shares.add(share);
        }
        return List.copyOf(shares);
    }

    public static void write(Run.Verdict verdict, Writer out) {
        switch (verdict) {
            case SUCCEEDED -> out.tag(SUCCEEDED);
            case FAILED -> out.tag(FAILED);
        }
    }

    public static Run.Verdict verdict(Reader in) {
        int kind = in.tag();
        return switch (kind) {
            case SUCCEEDED -> Run.Verdict.SUCCEEDED;
            case FAILED -> Run.Verdict.FAILED;
            default -> throw new IllegalArgumentException("no verdict has the number " + kind);
        };
    }

    public static TopicName topic(Reader in) {
        return new TopicName(in.text());
    }

    public static ConsumerName consumer(Reader in) {
        return new ConsumerName(in.text());
    }

    public static void write(EventId event, Writer out) {
        out.text(event.process()).number(event.number());
    }

    public static EventId event(Reader in) {
        return new EventId(in.text(), in.number());
    }

    public static void writeEvents(List<EventId> events, Writer out) {
        out.number(events.size());
        events.forEach(event -> write(event, out));
    }

    public static List<EventId> events(Reader in) {
        int count = in.count();
        var events = new ArrayList<EventId>();
        for (int i = 0; i < count; i++) {
            events.add(event(in));
        }
        return events;
    }

    public static void write(CausalContext context, Writer out) {
        write(context.vector(), out.number(context.lamport().time()));
    }

    public static CausalContext context(Reader in) {
        return new CausalContext(lamport(in), vector(in));
    }

    public static LamportClock lamport(Reader in) {
        return new LamportClock(in.number());
    }

    /** How many components, then each process and count, in the order of the processes. */
    public static void write(VectorClock vector, Writer out) {
        out.number(vector.size());
        vector.forEach((process, count) -> out.text(process).number(count));
    }

    public static VectorClock vector(Reader in) {
        int count = in.count();
        var components = new TreeMap<String, Long>();
        for (int i = 0; i < count; i++) {
            String process = in.text();
            if (!components.isEmpty() && components.lastKey().compareTo(process) >= 0) {
                throw Reader.malformed("components that are not in order");
            }
            components.put(process, in.number());
        }
        return VectorClock.from(components);
    }
}
