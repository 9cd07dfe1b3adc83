package dev.synod.server.transport;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import dev.synod.server.transport.v1.Wire;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads parcels for the receiving side. Bytes that make no parcel read as empty: an exception here would end in gRPC,
 * as a stack trace for each try of a peer that is not what it seems.
 */
final class ParcelReader implements MethodDescriptor.Marshaller<Optional<Wire.Parcel>> {

    @Override
    public Optional<Wire.Parcel> parse(InputStream stream) {
        try {
            // Nobody writes to the bytes once they are read: payloads need not be copied out of them twice.
            CodedInputStream bytes =
                    UnsafeByteOperations.unsafeWrap(all(stream)).newCodedInput();
            bytes.enableAliasing(true);
            return Optional.of(Wire.Parcel.parseFrom(bytes));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    @Override
    public InputStream stream(Optional<Wire.Parcel> parcel) {
        throw new UnsupportedOperationException("a receiver sends no parcels");
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
