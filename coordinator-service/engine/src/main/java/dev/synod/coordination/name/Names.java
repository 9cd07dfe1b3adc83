package dev.synod.coordination.name;

import java.util.regex.Pattern;

/** The one rule for what clients may call things. */
final class Names {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,199}");

    private Names() {}

    /** Gives {@code name} back, or throws with a sentence that a user can act on. */
    static String checked(String name) {
        if (!ALLOWED.matcher(name).matches()) {
            throw new IllegalArgumentException("must be 1 to 200 of the characters A-Z a-z 0-9 . _ : - "
                    + "and begin with a letter or digit, not \"" + shortened(name) + "\"");
        }
        return name;
    }

    private static String shortened(String name) {
        return name.length() <= 60 ? name : name.substring(0, 60) + "…";
    }
}
