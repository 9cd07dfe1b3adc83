package dev.synod.coordination.name;

/**
 * An event: whose it is, and its number among the events of that process.
 *
 * @param process a session's id as text, or {@link #SYNOD}
 * @param number from 1 on
 */
public record EventId(String process, long number) {

    /** The process whose events are the changes of the cluster itself. */
    public static final String SYNOD = "synod";

    private static final int MOST_DIGITS = 18;

    public EventId {
        if (number < 1) {
            throw new IllegalArgumentException("the number of an event is 1 or more, not " + number);
        }
        int at = process.lastIndexOf('@');
        if (at >= 0 ? !isDigits(process, at + 1) : !process.equals(SYNOD)) {
            throw refused(process);
        }
        if (at >= 0) {
            Names.checked(process.substring(0, at));
        }
    }

    /**
     * Reads what {@link #toString} wrote, {@code billing-0@1042:17}.
     *
     * @throws IllegalArgumentException with a sentence that a user can act on
     */
    public static EventId parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0 || !isDigits(text, colon + 1)) {
            throw refused(text);
        }
        return new EventId(text.substring(0, colon), Long.parseLong(text.substring(colon + 1)));
    }

    /** Whether the event tells of a change of the cluster itself. */
    public boolean isOfSynod() {
        return process.equals(SYNOD);
    }

    /** By hand, because each event on each node passes here: a number in its one spelling. */
    private static boolean isDigits(String text, int from) {
        int digits = text.length() - from;
        if (digits < 1 || digits > MOST_DIGITS || text.charAt(from) == '0') {
            return false;
        }
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static IllegalArgumentException refused(String text) {
        String shown = text.length() <= 60 ? text : text.substring(0, 60) + "…";
        return new IllegalArgumentException(
                "must be the id of an event such as \"billing-0@1042:17\", not \"" + shown + "\"");
    }

    @Override
    public String toString() {
        return process + ":" + number;
    }
}
