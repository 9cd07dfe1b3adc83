package dev.synod.server.transport;

import dev.synod.node.TransportContract;

/** The gRPC transport keeps the port's contract. */
final class GrpcTransportContractTest extends TransportContract {

    @Override
    protected Network network() {
        return new Loopback();
    }
}
