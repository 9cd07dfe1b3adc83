package dev.synod.coordination.event;

import dev.synod.api.clock.CausalStamp;
import dev.synod.coordination.Candidate;
import dev.synod.coordination.Content;
import dev.synod.coordination.Event;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Session;
import dev.synod.coordination.codec.Parts;
import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.RunCodec;
import dev.synod.coordination.codec.Writer;
import dev.synod.coordination.name.EventId;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.TopicName;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Events as they stand in a written state. The rule of {@code CommandCodec} for numbers holds here. */
final class EventCodec {

    private static final int JSON = 1;
    private static final int SESSION = 2;
    private static final int HOLD = 3;
    private static final int CANDIDATE = 4;
    private static final int MEMBER = 5;
    private static final int PRESIDENT = 6;
    private static final int FORMER_MEMBER = 7;
    private static final int RUN = 8;

    private static final int HELD = 1;
    private static final int WAITING = 2;

    private EventCodec() {}

    /** All but its topic and its sequence, which its place tells. */
    static void write(Event event, Writer out) {
        out.text(event.stamp().process()).number(event.stamp().lamport().time());
        Parts.write(event.stamp().vector(), out);
        out.text(event.type()).optional(event.key(), Writer::text);
        write(event.content(), out);
        Parts.writeEvents(event.causes(), out.number(event.position().number()));
        out.instant(event.publishedAt());
    }

    static Event read(TopicName topic, long sequence, Reader in) {
        var stamp = new CausalStamp(in.text(), Parts.lamport(in), Parts.vector(in));
        return new Event(
                new EventId(stamp.process(), stamp.own()),
                topic,
                sequence,
                in.text(),
                in.optional(Reader::text),
                content(in),
                Parts.position(in),
                List.copyOf(Parts.events(in)),
                stamp,
                in.instant());
    }

    private static void write(Content content, Writer out) {
        switch (content) {
            case Content.Json(byte[] bytes) -> out.tag(JSON).block(bytes);
            case Content.OfSession(var session) -> write(session, out);
            case Content.OfHold(var hold) -> write(hold, out);
            case Content.OfCandidate(var candidate) -> write(candidate, out);
            case Content.OfRun(var run) -> RunCodec.write(run, out.tag(RUN).text(run.job().text()));
            case Content.OfMember(int id, String address, var votes) ->
                out.tag(MEMBER).number(id).text(address).tag(votes == Content.Votes.YES ? 1 : 0);
            case Content.OfFormerMember(int id) -> out.tag(FORMER_MEMBER).number(id);
            case Content.OfPresident(int node, long round) -> out.tag(PRESIDENT).number(node).number(round);
        }
    }

    private static Content content(Reader in) {
        int kind = in.tag();
        return switch (kind) {
            case JSON -> new Content.Json(in.block());
            case SESSION -> new Content.OfSession(session(in));
            case HOLD -> new Content.OfHold(hold(in));
            case CANDIDATE -> new Content.OfCandidate(candidate(in));
            case MEMBER -> new Content.OfMember(in.count(), in.text(), votes(in));
            case RUN -> new Content.OfRun(RunCodec.read(Parts.job(in), in));
            case FORMER_MEMBER -> new Content.OfFormerMember(in.count());
            case PRESIDENT -> new Content.OfPresident(in.count(), in.number());
            default -> throw Reader.malformed("no content of an event has the number " + kind);
        };
    }

    private static Content.Votes votes(Reader in) {
        int kind = in.tag();
        return switch (kind) {
            case 0 -> Content.Votes.NOT_YET;
            case 1 -> Content.Votes.YES;
            default -> throw Reader.malformed("a vote neither counts nor does not: " + kind);
        };
    }

    /** What it held when it ended is told by events of their own. */
    private static void write(Session session, Writer out) {
        Parts.write(session.id(), out.tag(SESSION));
        out.duration(session.ttl()).texts(session.metadata()).instant(session.openedAt());
    }

    private static Session session(Reader in) {
        return new Session(
                Parts.session(in),
                in.duration(),
                Collections.unmodifiableMap(in.texts()),
                in.instant(),
                List.of(),
                List.of());
    }

    private static void write(Hold hold, Writer out) {
        out.tag(HOLD).text(hold.lock().text()).text(hold.hold().text());
        Parts.write(hold.session(), out);
        Parts.write(hold.mode(), out);
        switch (hold.state()) {
            case Hold.State.Held(var token, var position, var at) ->
                out.tag(HELD).number(token.number()).number(position.number()).instant(at);
            case Hold.State.Waiting(int queuePosition) -> out.tag(WAITING).number(queuePosition);
        }
        Parts.write(hold.context(), out);
    }

    private static Hold hold(Reader in) {
        return new Hold(
                Parts.lock(in), Parts.hold(in), Parts.session(in), Parts.mode(in), state(in), Parts.context(in));
    }

    private static Hold.State state(Reader in) {
        int kind = in.tag();
        return switch (kind) {
            case HELD -> new Hold.State.Held(new FencingToken(in.number()), Parts.position(in), in.instant());
            case WAITING -> new Hold.State.Waiting(in.count());
            default -> throw Reader.malformed("no state of a hold has the number " + kind);
        };
    }

    private static void write(Candidate candidate, Writer out) {
        out.tag(CANDIDATE).text(candidate.election().text()).text(candidate.candidate().text());
        Parts.write(candidate.session(), out);
        out.text(candidate.value()).integer(candidate.priority());
        out.optional(candidate.term(), (writer, term) -> writer.number(term.number()));
        Parts.write(candidate.context(), out);
    }

    private static Candidate candidate(Reader in) {
        return new Candidate(
                Parts.election(in),
                Parts.candidate(in),
                Parts.session(in),
                in.text(),
                in.integer(),
                term(in),
                Parts.context(in));
    }

    private static Optional<FencingToken> term(Reader in) {
        return in.optional(reader -> new FencingToken(reader.number()));
    }
}
