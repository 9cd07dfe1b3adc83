package dev.synod.server.journal.record;

import dev.synod.paxos.Ballot;
import dev.synod.paxos.Configuration;
import dev.synod.paxos.ConfigurationCodec;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Effect.Founded;
import dev.synod.paxos.Effect.KnownChosen;
import dev.synod.paxos.Effect.Learned;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Effect.Promised;
import dev.synod.paxos.Effect.Voted;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The layout of records, version {@link #VERSION}. Version 1 was the same without configurations.
 *
 * <pre>
 * record   = length (4, of what follows)  kind (1)  body
 * promised = ballot                       voted        = ballot slot decrees
 * learned  = slot decrees                 known chosen = slot
 * ballot   = round (8) node (4)           slot         = number (8)
 * decrees  = count (4) decree*            founded      = length (4) configuration
 * decree   = 0 (1) | 1 (1) length (4) bytes | 2 (1) ballot | 3 (1) length (4) configuration
 * </pre>
 *
 * A change of this layout takes a new version, which older programs refuse as a whole.
 */
public final class RecordCodec {

    public static final int VERSION = 2;

    /** Bytes that a record may take at most: 512 decrees of 2 MiB, and room to spare. */
    public static final int LARGEST = 1_200_000_000;

    private static final byte PROMISED = 1;
    private static final byte VOTED = 2;
    private static final byte LEARNED = 3;
    private static final byte KNOWN_CHOSEN = 4;
    private static final byte FOUNDED = 5;

    private static final byte NO_OP = 0;
    private static final byte PAYLOAD = 1;
    private static final byte OPENED = 2;
    private static final byte RECONFIGURED = 3;

    private static final int BALLOT_SIZE = Long.BYTES + Integer.BYTES;
    private static final int SLOT_SIZE = Long.BYTES;

    private RecordCodec() {}

    /** Bytes that {@code written} takes, its length field included. */
    public static long sizeOf(Persist written) {
        return Integer.BYTES + contentSize(written);
    }

    /** Bytes that all of {@code written} takes. */
    public static long sizeOf(List<Persist> written) {
        return written.stream().mapToLong(RecordCodec::sizeOf).sum();
    }

    public static void write(Persist written, Sink sink) throws IOException {
        sink.putInt(Math.toIntExact(contentSize(written)));
        switch (written) {
            case Founded(Configuration initial) -> {
                sink.putByte(FOUNDED);
                writeConfiguration(initial, sink);
            }
            case Promised(Ballot ballot) -> {
                sink.putByte(PROMISED);
                writeBallot(ballot, sink);
            }
            case Voted(Ballot ballot, Slot first, List<Decree> decrees) -> {
                sink.putByte(VOTED);
                writeBallot(ballot, sink);
                writeDecrees(first, decrees, sink);
            }
            case Learned(Slot first, List<Decree> decrees) -> {
                sink.putByte(LEARNED);
                writeDecrees(first, decrees, sink);
            }
            case KnownChosen(Slot through) -> {
                sink.putByte(KNOWN_CHOSEN);
                sink.putLong(through.number());
            }
        }
    }

    /** Reads one record, or throws {@link MalformedRecord}. */
    public static Persist read(Source source) throws IOException {
        int length = source.getInt();
        if (length < 1 || length > source.remaining()) {
            throw new MalformedRecord("a record of " + length + " bytes where " + source.remaining() + " are left");
        }
        long end = source.remaining() - length;
        Persist read;
        try {
            read = readContent(source);
        } catch (IllegalArgumentException notAValue) {
            throw new MalformedRecord(notAValue);
        }
        if (source.remaining() != end) {
            throw new MalformedRecord("a record of " + length + " bytes ends "
                    + (source.remaining() - end) + " bytes from where it should");
        }
        return read;
    }

    private static Persist readContent(Source source) throws IOException {
        byte kind = source.getByte();
        return switch (kind) {
            case FOUNDED -> new Founded(readConfiguration(source));
            case PROMISED -> new Promised(readBallot(source));
            case VOTED -> new Voted(readBallot(source), readSlot(source), readDecrees(source));
            case LEARNED -> new Learned(readSlot(source), readDecrees(source));
            case KNOWN_CHOSEN -> new KnownChosen(readSlot(source));
            default -> throw new MalformedRecord("a record of the unknown kind " + kind);
        };
    }

    private static long contentSize(Persist written) {
        return Byte.BYTES
                + switch (written) {
                    case Founded(Configuration initial) ->
                        Integer.BYTES + ConfigurationCodec.encode(initial).length;
                    case Promised promised -> BALLOT_SIZE;
                    case Voted voted -> BALLOT_SIZE + SLOT_SIZE + decreesSize(voted.decrees());
                    case Learned learned -> SLOT_SIZE + decreesSize(learned.decrees());
                    case KnownChosen chosen -> SLOT_SIZE;
                };
    }

    private static long decreesSize(List<Decree> decrees) {
        long size = Integer.BYTES;
        for (Decree decree : decrees) {
            size += switch (decree) {
                case Decree.NoOp noOp -> Byte.BYTES;
                case Decree.Opened opened -> Byte.BYTES + BALLOT_SIZE;
                case Decree.Reconfigured(Configuration configuration) ->
                    Byte.BYTES + Integer.BYTES + ConfigurationCodec.encode(configuration).length;
                case Decree.Payload payload -> Byte.BYTES + Integer.BYTES + (long) payload.bytes().length;
            };
        }
        return size;
    }

    private static void writeConfiguration(Configuration configuration, Sink sink) throws IOException {
        byte[] bytes = ConfigurationCodec.encode(configuration);
        sink.putInt(bytes.length);
        sink.putBytes(bytes);
    }

    private static Configuration readConfiguration(Source source) throws IOException {
        return ConfigurationCodec.decode(source.getBytes(source.getInt()));
    }

    private static void writeBallot(Ballot ballot, Sink sink) throws IOException {
        sink.putLong(ballot.round());
        sink.putInt(ballot.node().number());
    }

    private static Ballot readBallot(Source source) throws IOException {
        return new Ballot(source.getLong(), new NodeId(source.getInt()));
    }

    private static Slot readSlot(Source source) throws IOException {
        return new Slot(source.getLong());
    }

    private static void writeDecrees(Slot first, List<Decree> decrees, Sink sink) throws IOException {
        sink.putLong(first.number());
        sink.putInt(decrees.size());
        for (Decree decree : decrees) {
            switch (decree) {
                case Decree.NoOp noOp -> sink.putByte(NO_OP);
                case Decree.Opened(Ballot ballot) -> {
                    sink.putByte(OPENED);
                    writeBallot(ballot, sink);
                }
                case Decree.Reconfigured(Configuration configuration) -> {
                    sink.putByte(RECONFIGURED);
                    writeConfiguration(configuration, sink);
                }
                case Decree.Payload payload -> {
                    sink.putByte(PAYLOAD);
                    sink.putInt(payload.bytes().length);
                    sink.putBytes(payload.bytes());
                }
            }
        }
    }

    private static List<Decree> readDecrees(Source source) throws IOException {
        int count = source.getInt();
        if (count < 0 || count > source.remaining()) {
            throw new MalformedRecord(count + " decrees in " + source.remaining() + " bytes");
        }
        List<Decree> decrees = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            decrees.add(readDecree(source));
        }
        return List.copyOf(decrees);
    }

    private static Decree readDecree(Source source) throws IOException {
        byte kind = source.getByte();
        return switch (kind) {
            case NO_OP -> Decree.NO_OP;
            case OPENED -> new Decree.Opened(readBallot(source));
            case PAYLOAD -> new Decree.Payload(source.getBytes(source.getInt()));
            case RECONFIGURED -> new Decree.Reconfigured(readConfiguration(source));
            default -> throw new MalformedRecord("a decree of the unknown kind " + kind);
        };
    }
}
