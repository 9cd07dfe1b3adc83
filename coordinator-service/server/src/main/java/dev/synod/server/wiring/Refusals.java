package dev.synod.server.wiring;

import dev.synod.server.journal.storage.JournalDamaged;
import dev.synod.server.journal.storage.JournalFailure;
import dev.synod.server.journal.storage.JournalRefused;
import dev.synod.server.transport.CannotListenException;
import java.net.BindException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.env.PropertyResolver;

/** Tells the operator in one sentence why an instance cannot start: which setting, and what to change. */
final class Refusals {

    /** One sentence, and how the process ends. */
    record Refusal(String sentence, Exit exit) {}

    private final PropertyResolver settings;

    /** Refusals of a start with these settings. */
    Refusals(PropertyResolver settings) {
        this.settings = settings;
    }

    /** Empty for a failure that nobody foresaw. */
    Optional<Refusal> of(Throwable failure) {
        return causes(failure).flatMap(cause -> known(cause).stream()).findFirst();
    }

    private Optional<Refusal> known(Throwable cause) {
        return switch (cause) {
            case WrongSetting wrong -> wrongSetting(String.valueOf(wrong.getMessage()));
            case JournalRefused refused -> wrongSetting(String.valueOf(refused.getMessage()));
            case JournalDamaged damaged -> broken(String.valueOf(damaged.getMessage()));
            case JournalFailure failed -> broken(String.valueOf(failed.getMessage()));
            case CannotListenException taken -> wrongSetting(String.valueOf(taken.getMessage()));
            case org.springframework.boot.context.properties.bind.BindException unread ->
                wrongSetting(unreadable(unread));
            case PortInUseException taken -> wrongSetting(taken(taken.getPort()));
            case BindException refused -> wrongSetting(notOurs(refused));
            default -> Optional.empty();
        };
    }

    private static Optional<Refusal> wrongSetting(String sentence) {
        return Optional.of(new Refusal(sentence, Exit.WRONG_SETTING));
    }

    private static Optional<Refusal> broken(String sentence) {
        return Optional.of(new Refusal(sentence, Exit.BROKEN));
    }

    private static String unreadable(org.springframework.boot.context.properties.bind.BindException unread) {
        var property = unread.getProperty();
        var name = property == null ? unread.getName().toString() : property.getName().toString();
        var value = property == null ? "" : " is '" + property.getValue() + "', which";
        return name + value + " cannot be read: " + expected(unread.getTarget().getType().toClass());
    }

    private static String expected(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "Duration" -> "write a duration, as in 50ms or 2s";
            case "DataSize" -> "write a size, as in 64KB";
            case "Integer", "int" -> "write a whole number";
            case "InetAddress" -> "write an address of this machine";
            default -> "write a " + type.getSimpleName().toLowerCase(Locale.ROOT);
        };
    }

    private String taken(int port) {
        var setting = Integer.toString(port).equals(settings.getProperty("management.server.port"))
                ? "management.server.port"
                : "server.port";
        return setting + " is " + port + ", which is in use on " + settings.getProperty("server.address")
                + ": stop what listens there, or set it to a free port";
    }

    private String notOurs(BindException refused) {
        return "server.address is " + settings.getProperty("server.address")
                + ", where this process cannot listen on port "
                + settings.getProperty("server.port") + " (" + refused.getMessage()
                + "): set it to an address of this machine, and server.port to a free port";
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(20);
    }
}
