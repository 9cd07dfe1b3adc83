package dev.synod.server.transport.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads parcels or welcomes for the side that receives them. Bytes that make none read as empty: an exception here
 * would end in gRPC, as a stack trace for each try of a peer that is not what it seems, or as the end of the stream.
 */
public final class WireReader<M extends MessageLite> implements MethodDescriptor.Marshaller<Optional<M>> {

    private final Parser<M> parser;

    public WireReader(Parser<M> parser) {
        this.parser = parser;
    }

    @Override
    public Optional<M> parse(InputStream stream) {
        try {
            // Nobody writes to the bytes once they are read: payloads need not be copied out of them twice.
            CodedInputStream bytes =
                    UnsafeByteOperations.unsafeWrap(all(stream)).newCodedInput();
            bytes.enableAliasing(true);
            return Optional.of(parser.parseFrom(bytes));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    @Override
    public InputStream stream(Optional<M> read) {
        throw new UnsupportedOperationException("only ever read");
    }

    private static byte[] all(InputStream stream) throws IOException {
        if (!(stream instanceof KnownLength)) {
            return stream.readAllBytes();
        }
        byte[] bytes = new byte[stream.available()];
        stream.readNBytes(bytes, 0, bytes.length);
        return bytes;
    }
}
