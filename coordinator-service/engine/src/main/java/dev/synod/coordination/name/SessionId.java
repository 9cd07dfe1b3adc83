package dev.synod.coordination.name;

/**
 * One life of a process: its name and the position at which its session was opened.
 *
 * @param process as the client called it
 * @param opened never shared by two sessions
 */
public record SessionId(ProcessName process, Position opened) implements Comparable<SessionId> {

    /**
     * Reads what {@link #toString} wrote, {@code billing-0@1042}.
     *
     * @throws IllegalArgumentException with a sentence that a user can act on
     */
    public static SessionId parse(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0 || !text.substring(at + 1).matches("[1-9][0-9]{0,17}")) {
            throw new IllegalArgumentException("must be a session id such as \"billing-0@1042\", not \"" + text + "\"");
        }
        var opened = new Position(Long.parseLong(text.substring(at + 1)));
        return new SessionId(new ProcessName(text.substring(0, at)), opened);
    }

    @Override
    public int compareTo(SessionId other) {
        int byPosition = opened.compareTo(other.opened);
        return byPosition != 0 ? byPosition : process.compareTo(other.process);
    }

    @Override
    public String toString() {
        return process + "@" + opened;
    }
}
