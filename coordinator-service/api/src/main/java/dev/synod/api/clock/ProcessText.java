package dev.synod.api.clock;

/** The one rule for what a process of a clock may be called: a name as clients give it, or a session's id. */
final class ProcessText {

    private static final int LONGEST_NAME = 200;
    private static final int MOST_DIGITS = 18;

    private ProcessText() {}

    /** Gives {@code process} back, or throws with a sentence that a user can act on. */
    static String checked(String process) {
        int at = process.indexOf('@');
        if (!isName(process, at < 0 ? process.length() : at) || (at >= 0 && !isNumber(process, at + 1))) {
            throw new IllegalArgumentException("must be a process such as \"billing-0@1042\": 1 to 200 of"
                    + " the characters A-Z a-z 0-9 . _ : - beginning with a letter or digit, then perhaps @ and a"
                    + " position, not " + quoted(process));
        }
        return process;
    }

    /** What stood there, short enough for a sentence. */
    static String quoted(String text) {
        return "\"" + (text.length() <= 60 ? text : text.substring(0, 60) + "…") + "\"";
    }

    /** By hand: each component of each context that a request brings passes here. */
    private static boolean isName(String process, int end) {
        if (end == 0 || end > LONGEST_NAME || !isLetterOrDigit(process.charAt(0))) {
            return false;
        }
        for (int i = 1; i < end; i++) {
            char next = process.charAt(i);
            if (!isLetterOrDigit(next) && next != '.' && next != '_' && next != ':' && next != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumber(String process, int from) {
        int digits = process.length() - from;
        if (digits < 1 || digits > MOST_DIGITS || process.charAt(from) == '0') {
            return false;
        }
        for (int i = from; i < process.length(); i++) {
            if (!isDigit(process.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char next) {
        return (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || isDigit(next);
    }

    private static boolean isDigit(char next) {
        return next >= '0' && next <= '9';
    }
}
