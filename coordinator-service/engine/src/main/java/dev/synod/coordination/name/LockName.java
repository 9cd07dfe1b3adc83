package dev.synod.coordination.name;

/** A lock. */
public record LockName(String text) implements Comparable<LockName> {

    public LockName {
        Names.checked(text);
    }

    @Override
    public int compareTo(LockName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
