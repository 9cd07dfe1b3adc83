package dev.synod.server.cli;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;
import picocli.CommandLine.TypeConversionException;

/** The values of options, in the forms of the REST API. */
final class Values {

    /** As the API takes them: a unit always, or ISO-8601. A bare number would be anybody's guess. */
    private static final Pattern DURATION = Pattern.compile("\\d+(ms|s|m|h)|PT.+");

    private Values() {}

    static Duration duration(String text) {
        if (!DURATION.matcher(text).matches()) {
            throw new TypeConversionException("'" + text + "' is no duration: write 250ms, 30s, 5m, 1h or PT30S");
        }
        try {
            return DurationStyle.detectAndParse(text);
        } catch (IllegalArgumentException | ArithmeticException malformed) {
            throw new TypeConversionException("'" + text + "' is no duration: write 250ms, 30s, 5m, 1h or PT30S");
        }
    }

    static URI url(String text) {
        var withScheme = text.contains("://") ? text : "http://" + text;
        try {
            var url = URI.create(withScheme);
            var scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            if (url.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
                return url;
            }
        } catch (IllegalArgumentException malformed) {
            // Told below, like every other text that names no instance.
        }
        throw new TypeConversionException("'" + text + "' names no instance: write http://localhost:7171 for instance");
    }
}
