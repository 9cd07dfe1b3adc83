package dev.synod.server.wiring;

import java.lang.reflect.RecordComponent;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The names under {@code synod.} that mean something, to find those that do not: a setting that is silently ignored
 * because of a typing error is worse than no start.
 */
final class KnownSettings {

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("synod");

    /** What Kubernetes adds for services whose names begin with synod; {@code SYNOD_PEER_PORT} stays a setting. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile(".*_SERVICE_(HOST|PORT(_.*)?)|.*_PORT(_[0-9]+_(TCP|UDP|SCTP)(_.*)?)?");

    private final SortedSet<String> names = new TreeSet<>();

    KnownSettings() {
        collect(ROOT.toString(), SynodProperties.class);
    }

    /** Refuses the first name that means nothing, with the most similar one that does. */
    void refuseUnknown(ConfigurableEnvironment environment) {
        for (var source : environment.getPropertySources()) {
            unknown(source).findFirst().ifPresent(written -> {
                throw new WrongSetting(written + " is not a setting of this version: "
                        + similar(written)
                                .map(name -> "did you mean " + name + "?")
                                .orElse("remove it, the settings are " + String.join(", ", names)));
            });
        }
    }

    private Stream<String> unknown(PropertySource<?> source) {
        if (!(source instanceof EnumerablePropertySource<?> enumerable)) {
            return Stream.empty();
        }
        var written = Stream.of(enumerable.getPropertyNames());
        return source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)
                ? written.filter(this::isUnknownVariable)
                : written.filter(this::isUnknownProperty);
    }

    private boolean isUnknownProperty(String written) {
        var name = ConfigurationPropertyName.adapt(written, '.');
        return ROOT.isAncestorOf(name) && !names.contains(canonical(name));
    }

    /**
     * Only variables of our own groups: others that begin so, such as SYNOD_JAVA, belong to the launcher or to
     * scripts.
     */
    private boolean isUnknownVariable(String written) {
        var variable = written.toUpperCase(Locale.ROOT);
        return groups().anyMatch(group -> variable.startsWith(asVariable(group) + "_"))
                && names.stream().noneMatch(name -> means(variable, name))
                && !SERVICE_LINK.matcher(variable).matches();
    }

    private Stream<String> groups() {
        return names.stream().map(name -> name.substring(0, name.lastIndexOf('.'))).distinct();
    }

    /** Spring lets the dash of a name go, and for old times' sake also takes an underscore for it. */
    private static boolean means(String variable, String name) {
        return variable.equals(asVariable(name)) || variable.equals(asVariable(name.replace('-', '_')));
    }

    private static String asVariable(String name) {
        return name.replace('.', '_').replace("-", "").toUpperCase(Locale.ROOT);
    }

    private String canonical(ConfigurationPropertyName name) {
        var asWritten = name.toString();
        return names.stream()
                .filter(known -> ConfigurationPropertyName.of(known).equals(name))
                .findFirst()
                .orElse(asWritten);
    }

    private Optional<String> similar(String written) {
        var lower = written.toLowerCase(Locale.ROOT).replace('_', '.');
        return names.stream()
                .filter(name -> distance(name, lower) <= 3)
                .min(Comparator.comparingInt(name -> distance(name, lower)));
    }

    private void collect(String prefix, Class<?> group) {
        for (RecordComponent component : group.getRecordComponents()) {
            var name = prefix + "." + dashed(component.getName());
            if (component.getType().isRecord()) {
                collect(name, component.getType());
            } else {
                names.add(name);
            }
        }
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** Levenshtein's distance: how many letters to add, drop or exchange. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int exchanged = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchanged, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
