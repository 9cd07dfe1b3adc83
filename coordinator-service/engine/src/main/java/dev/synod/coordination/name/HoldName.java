package dev.synod.coordination.name;

/** A hold of a lock, as its client calls it. */
public record HoldName(String text) implements Comparable<HoldName> {

    public HoldName {
        Names.checked(text);
    }

    @Override
    public int compareTo(HoldName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
