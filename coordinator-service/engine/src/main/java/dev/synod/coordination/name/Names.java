package dev.synod.coordination.name;

/** The one rule for what clients may call things. */
final class Names {

    private static final int LONGEST = 200;

    private Names() {}

    /** Gives {@code name} back, or throws with a sentence that a user can act on. */
    static String checked(String name) {
        if (!isAllowed(name)) {
            throw new IllegalArgumentException("must be 1 to 200 of the characters A-Z a-z 0-9 . _ : - "
                    + "and begin with a letter or digit, not \"" + shortened(name) + "\"");
        }
        return name;
    }

    /** By hand: each name of each command passes here on each node, and a regular expression takes twice as long. */
    private static boolean isAllowed(String name) {
        if (name.isEmpty() || name.length() > LONGEST || !isLetterOrDigit(name.charAt(0))) {
            return false;
        }
        for (int i = 1; i < name.length(); i++) {
            char next = name.charAt(i);
            if (!isLetterOrDigit(next) && next != '.' && next != '_' && next != ':' && next != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char next) {
        return (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || (next >= '0' && next <= '9');
    }

    private static String shortened(String name) {
        return name.length() <= 60 ? name : name.substring(0, 60) + "…";
    }
}
