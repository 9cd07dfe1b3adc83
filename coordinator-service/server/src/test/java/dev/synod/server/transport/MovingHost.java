package dev.synod.server.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/** A name service, below Java's cache, that knows one more host, which moves. */
public final class MovingHost extends InetAddressResolverProvider {

    static final String NAME = "synod-1.moving.test";

    private static volatile String address = "127.0.0.1";

    static void moveTo(String other) {
        address = other;
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver others = configuration.builtinResolver();
        return new InetAddressResolver() {

            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                return host.equals(NAME)
                        ? Stream.of(InetAddress.getByName(address))
                        : others.lookupByName(host, policy);
            }

            @Override
            public String lookupByAddress(byte[] bytes) throws UnknownHostException {
                return others.lookupByAddress(bytes);
            }
        };
    }

    @Override
    public String name() {
        return "a host that moves";
    }
}
