package dev.synod.server.house;

/** A place where a rule does not hold. */
record Finding(String path, long line, String what) {

    @Override
    public String toString() {
        return path + ":" + line + ": " + what;
    }
}
