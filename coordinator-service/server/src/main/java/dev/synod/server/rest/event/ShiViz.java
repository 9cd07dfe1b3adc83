package dev.synod.server.rest.event;

import dev.synod.coordination.Event;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Events as a log that ShiViz draws, two lines each, by its usual expression: {@code (?<host>\S*) (?<clock>{.*})}, and
 * on the next line {@code (?<event>.*)}.
 */
final class ShiViz {

    private ShiViz() {}

    static byte[] text(List<Event> events) {
        StringBuilder text = new StringBuilder();
        for (Event event : events) {
            text.append(event.stamp().process()).append(" {");
            event.stamp().vector().forEach((process, count) -> text
                    .append(text.charAt(text.length() - 1) == '{' ? "" : ", ")
                    .append('"')
                    .append(process)
                    .append("\":")
                    .append(count));
            text.append("}\n").append(event.topic()).append('/').append(event.sequence()).append(' ');
            text.append(oneLine(event.type()));
            event.key().ifPresent(key -> text.append(' ').append(oneLine(key)));
            text.append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}|[\\u0085\\u2028\\u2029]", " ");
    }
}
