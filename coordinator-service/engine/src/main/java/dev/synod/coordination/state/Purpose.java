package dev.synod.coordination.state;

import dev.synod.coordination.codec.Parts;
import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.Writer;
import dev.synod.coordination.name.HoldName;
import java.util.Optional;

/** What a session is there for, and so what it ends with. */
sealed interface Purpose {

    int OF_CLIENT = 1;
    int OF_HOLD = 2;
    int OF_CANDIDATE = 3;
    int OF_MANY_HOLD = 4;

    /** A client opened it and ends it. The key, where there is one, finds it again for a retry of its opening. */
    record OfClient(Optional<String> key) implements Purpose {}

    /** It ends with the hold. */
    record OfHold(HoldKey key) implements Purpose {}

    /** It ends with the candidacy. */
    record OfCandidate(CandidateKey key) implements Purpose {}

    /** It ends with the hold of several locks. */
    record OfManyHold(HoldName hold) implements Purpose {}

    default void write(Writer out) {
        switch (this) {
            case OfClient(var key) -> out.tag(OF_CLIENT).optional(key, Writer::text);
            case OfHold(var key) -> key.write(out.tag(OF_HOLD));
            case OfCandidate(var key) -> key.write(out.tag(OF_CANDIDATE));
            case OfManyHold(var hold) -> out.tag(OF_MANY_HOLD).text(hold.text());
        }
    }

    static Purpose read(Reader in) {
        int kind = in.tag();
        if (kind == OF_CLIENT) {
            return new OfClient(in.optional(Reader::text));
        }
        if (kind == OF_HOLD) {
            return new OfHold(HoldKey.read(in));
        }
        if (kind == OF_CANDIDATE) {
            return new OfCandidate(CandidateKey.read(in));
        }
        if (kind == OF_MANY_HOLD) {
            return new OfManyHold(Parts.hold(in));
        }
        throw Reader.malformed("no purpose of a session has the number " + kind);
    }
}
