package dev.synod.server.rest.request;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses what an endpoint does not know: a query parameter, one given twice, and parameters hidden in the path.
 *
 * <p>An interceptor, not a filter: it must know which endpoint was meant. A request without a query costs it two looks.
 */
public final class KnownParameters implements HandlerInterceptor {

    private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getRequestURI().indexOf(';') >= 0) {
            // "a;b" would otherwise be taken for the name "a".
            throw Refused.because("path", "must not have a \";\"");
        }
        if (request.getQueryString() != null && handler instanceof HandlerMethod method) {
            check(request.getParameterMap(), known.computeIfAbsent(method.getMethod(), KnownParameters::of));
        }
        return true;
    }

    private static void check(Map<String, String[]> given, Set<String> known) {
        Demands demands = new Demands();
        given.forEach((name, values) -> {
            if (!known.contains(name)) {
                demands.refuse(name, "is unknown: this request takes " + names(known));
            } else if (values.length != 1) {
                demands.refuse(name, "must be given once");
            }
        });
        demands.check();
    }

    private static String names(Set<String> known) {
        return known.isEmpty() ? "no query parameters" : known.stream().sorted().collect(Collectors.joining(", "));
    }

    private static Set<String> of(Method method) {
        Takes parameters = method.getAnnotation(Takes.class);
        return parameters == null
                ? Set.of()
                : Arrays.stream(parameters.value())
                        .filter(parameter -> parameter.place() == Parameter.Place.QUERY)
                        .map(Parameter::text)
                        .collect(Collectors.toUnmodifiableSet());
    }
}
