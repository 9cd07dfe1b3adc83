package dev.synod.server.rest.asking;

import dev.synod.server.rest.request.Demands;
import dev.synod.server.rest.request.Parameter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What part of a listing a request asks for.
 *
 * @param prefix empty for all
 * @param after empty for the beginning
 */
public record Listing(String prefix, String after, int limit) {

    private static final Pattern PART_OF_A_NAME = Pattern.compile("[A-Za-z0-9._:@-]{0,220}");
    private static final int MOST = 1_000;
    private static final int NORMAL = 100;

    public static Listing of(HttpServletRequest request, Demands demands) {
        return new Listing(
                partOfAName(Parameter.PREFIX, request, demands),
                partOfAName(Parameter.AFTER, request, demands),
                limit(request, demands));
    }

    /** One more than asked for, which tells whether anything is left. */
    public int oneMore() {
        return limit + 1;
    }

    public <T> List<T> page(List<T> found) {
        return found.size() <= limit ? found : found.subList(0, limit);
    }

    /** The name to go on after, where anything is left. */
    public <T> Optional<String> next(List<T> found, Function<T, String> name) {
        return found.size() <= limit ? Optional.empty() : Optional.of(name.apply(found.get(limit - 1)));
    }

    private static String partOfAName(Parameter parameter, HttpServletRequest request, Demands demands) {
        Optional<String> given = parameter.in(request);
        if (given.isPresent() && !PART_OF_A_NAME.matcher(given.get()).matches()) {
            demands.refuse(parameter.text(), "must be of the characters that names are made of: A-Z a-z 0-9 . _ : - @");
        }
        return given.orElse("");
    }

    /** How many at most. */
    public static int limit(HttpServletRequest request, Demands demands) {
        return demands.number(Parameter.LIMIT.text(), Parameter.LIMIT.in(request), 1)
                .filter(limit -> within(limit, demands))
                .map(Math::toIntExact)
                .orElse(NORMAL);
    }

    private static boolean within(long limit, Demands demands) {
        if (limit > MOST) {
            demands.refuse(Parameter.LIMIT.text(), "must be at most " + MOST);
        }
        return limit <= MOST;
    }
}
