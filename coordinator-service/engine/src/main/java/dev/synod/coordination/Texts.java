package dev.synod.coordination;

/** The one rule for free text in commands: it is text, so that every node reads back what one node wrote. */
final class Texts {

    private Texts() {}

    static void check(String what, String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isSurrogate(unit)) {
                boolean paired = Character.isHighSurrogate(unit)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    throw new IllegalArgumentException(what + " must not have half a surrogate pair, as at " + i);
                }
                i++;
            }
        }
    }
}
