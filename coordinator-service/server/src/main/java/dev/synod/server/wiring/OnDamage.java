package dev.synod.server.wiring;

/** What a voter does that finds its journal damaged. */
public enum OnDamage {
    /** It votes no more, only observes, and says so until somebody replaces it. */
    STOP,
    /** It sets the damaged files aside, and asks to vote in its own place under a new id. */
    REPLACE;

    static OnDamage parse(String text) {
        return switch (text) {
            case "stop" -> STOP;
            case "replace" -> REPLACE;
            default -> throw new WrongSetting(
                    "synod.node.on-damage is '" + text + "': set it to stop or replace, or leave it out for stop");
        };
    }
}
