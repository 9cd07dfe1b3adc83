package dev.synod.server.archive.row;

/** Keys as columns hold them: PostgreSQL's text has no character 0, and a client's key may have one. */
public final class Keys {

    private static final String ESCAPE = "\uFFFE";
    private static final String ESCAPED = ESCAPE + "e";
    private static final String NOTHING = "\u0000";
    private static final String NOTHING_ESCAPED = ESCAPE + "0";

    private Keys() {}

    public static String stored(String key) {
        return key.replace(ESCAPE, ESCAPED).replace(NOTHING, NOTHING_ESCAPED);
    }

    static String told(String stored) {
        return stored.replace(NOTHING_ESCAPED, NOTHING).replace(ESCAPED, ESCAPE);
    }
}
