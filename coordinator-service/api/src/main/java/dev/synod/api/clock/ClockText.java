package dev.synod.api.clock;

/** Clocks read from text that a stranger sent: within bounds, in one spelling, and refused with what is wrong. */
final class ClockText {

    private static final String LAMPORT = "lamport=";

    private ClockText() {}

    static CausalContext context(String text) {
        checkLength(text);
        if (!text.startsWith(LAMPORT)) {
            throw new IllegalArgumentException("must begin with \"lamport=\", as in"
                    + " \"lamport=45;billing-0@1042=17,web-1@988=3\", not " + ProcessText.quoted(text));
        }
        int semicolon = text.indexOf(';');
        int end = semicolon < 0 ? text.length() : semicolon;
        var lamport = new LamportClock(number("lamport", text.substring(LAMPORT.length(), end)));
        return new CausalContext(lamport, semicolon < 0 ? VectorClock.EMPTY : vector(text.substring(end + 1)));
    }

    static VectorClock vector(String text) {
        checkLength(text);
        var components = new Components();
        int from = 0;
        for (int told = 1; from < text.length(); told++) {
            if (told > CausalContext.MOST_COMPONENTS) {
                throw new IllegalArgumentException(
                        "must have at most " + CausalContext.MOST_COMPONENTS + " components, not more");
            }
            int comma = text.indexOf(',', from);
            int end = comma < 0 ? text.length() : comma;
            add(text.substring(from, end), components);
            if (end == text.length() - 1) {
                throw new IllegalArgumentException("must not end with a comma");
            }
            from = end + 1;
        }
        return components.clock();
    }

    private static void add(String component, Components components) {
        int equals = component.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("a component must be a process and a number, as in \"web-1@988=3\", not "
                    + ProcessText.quoted(component));
        }
        String process = ProcessText.checked(component.substring(0, equals));
        components.add(process, number(process, component.substring(equals + 1)));
    }

    /** In one spelling only, without sign or leading zero: what is equal looks equal. */
    private static long number(String whose, String digits) {
        boolean isNumber = !digits.isEmpty() && (digits.equals("0") || digits.charAt(0) != '0');
        for (int i = 0; i < digits.length(); i++) {
            isNumber &= digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
        }
        if (!isNumber) {
            throw new IllegalArgumentException("the number of " + whose
                    + " must be a whole number without sign or leading zero, not " + ProcessText.quoted(digits));
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException tooLarge) {
            throw new IllegalArgumentException(
                    "the number of " + whose + " must be at most " + Long.MAX_VALUE + ", not "
                            + ProcessText.quoted(digits),
                    tooLarge);
        }
    }

    private static void checkLength(String text) {
        if (text.length() > CausalContext.LONGEST_TEXT) {
            throw new IllegalArgumentException("must have at most " + CausalContext.LONGEST_TEXT + " characters, not "
                    + text.length());
        }
    }
}
